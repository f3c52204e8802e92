import { useEffect, useRef } from 'react';
import { askAgain, showChanged } from '../api/cache';
import { answer, type Schemas } from '../api/client';
import { queryClient, ticketQuery } from '../api/queries';
import { done, failed } from '../parts/toast';
import { t } from '../texts/words';
import { soon, type TakenBack } from './conversation/soon';

const listeners = new Set<(taken: TakenBack) => void>();

/** What was taken back, for the reply box to go on with. */
export function useTakenBack(handler: (taken: TakenBack) => void): void {
  const latest = useRef(handler);
  latest.current = handler;
  useEffect(() => {
    const listener = (taken: TakenBack) => latest.current(taken);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
}

export async function takeBack(ticketId: string, messageId: string): Promise<void> {
  const path = { id: ticketId, message_id: messageId };
  try {
    const taken = await answer(soon.DELETE('/api/admin/tickets/{id}/messages/{message_id}', { params: { path } }));
    withoutMessage(ticketId, messageId);
    showChanged(ticketId, taken.ticket);
    for (const listener of listeners) listener(taken);
    done(t('common.undone'));
  } catch (error) {
    failed(error);
  }
  askAgain(ticketId);
}

function withoutMessage(ticketId: string, messageId: string) {
  queryClient.setQueryData(ticketQuery(ticketId).queryKey, (shown: Schemas['Conversation'] | undefined) =>
    shown && { ...shown, messages: shown.messages.filter(({ id }) => id !== messageId) },
  );
}

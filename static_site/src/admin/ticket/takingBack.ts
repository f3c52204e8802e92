import { askAgain, showChanged } from '../api/cache';
import { answer, type Schemas } from '../api/client';
import { queryClient, ticketQuery } from '../api/queries';
import { failed } from '../parts/toast';
import { soon, type TakenBack } from './conversation/soon';
import { handing } from './handing';

/** What was taken back, for the reply box to go on with. */
export const [handBack, useTakenBack] = handing<TakenBack>();

export async function takeBack(ticketId: string, messageId: string): Promise<void> {
  const path = { id: ticketId, message_id: messageId };
  try {
    const taken = await answer(soon.DELETE('/api/admin/tickets/{id}/messages/{message_id}', { params: { path } }));
    withoutMessage(ticketId, messageId);
    showChanged(ticketId, taken.ticket);
    handBack(taken);
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

import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api } from '../../api/client';
import { queryClient } from '../../api/queries';
import type { Message } from './types';

const WHOLE = 'message';

function wholeQuery({ ticket_id, id }: Message) {
  const path = { id: ticket_id, message_id: id };
  return queryOptions({
    queryKey: [WHOLE, id],
    queryFn: () => answer(api.GET('/api/admin/tickets/{id}/messages/{message_id}', { params: { path } })),
  });
}

export interface Whole {
  message: Message;
  /** Null if it is shown, as far as it can be. */
  show: (() => void) | null;
  asking: boolean;
  error: Error | null;
}

/** What a conversation has no room for is asked for by itself. */
export function useWhole(shown: Message): Whole {
  // One that is still there from before is shown, and is to be kept fresh as well.
  const [wanted, setWanted] = useState(() => !!queryClient.getQueryData(wholeQuery(shown).queryKey));
  const { data, isFetching, error, refetch } = useQuery({ ...wholeQuery(shown), enabled: shown.cut && wanted });
  const rest = shown.cut && data && { text: data.text, html: data.html, attachments: data.attachments, cut: data.cut };
  const show = () => void (wanted ? refetch() : setWanted(true));
  return { message: { ...shown, ...rest }, show: shown.cut && !data ? show : null, asking: isFetching, error };
}

/** Those that are shown, with fresh addresses of their files. */
export async function openedAgain(): Promise<Message[]> {
  await queryClient.refetchQueries({ queryKey: [WHOLE], type: 'active' });
  return queryClient.getQueriesData<Message>({ queryKey: [WHOLE] }).flatMap(([, message]) => message ?? []);
}

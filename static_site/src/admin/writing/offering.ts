import { useQuery } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../api/client';
import { queryClient, repliesQuery, useDesk, useMe, useOperators } from '../api/queries';
import { worksOn } from '../parts/people';
import { t } from '../texts/words';
import type { Offered } from './Editor';

export interface Canned {
  items: readonly Offered[];
  /** As soon as they are known. */
  all: () => Promise<readonly Offered[]>;
  text: (id: string) => Promise<string>;
}

/** Those that the ticket's desk may give, filled in for the ticket when one is taken. */
export function useCanned(ticket: Schemas['Ticket']): Canned {
  const { data } = useQuery(repliesQuery);
  const offered = (replies: readonly Schemas['CannedReply'][]) =>
    replies
      .filter((reply) => !reply.desk_id || reply.desk_id === ticket.desk_id)
      .map(({ id, name, owner, text }) => ({ id, label: name, hint: hint(text, owner) }));
  const all = async () => offered((await queryClient.ensureQueryData(repliesQuery)).items);
  const text = async (reply_id: string) => {
    const params = { path: { id: ticket.id, reply_id } };
    return (await answer(api.POST('/api/admin/tickets/{id}/canned-replies/{reply_id}', { params }))).text;
  };
  return { items: offered(data?.items ?? []), all, text };
}

function hint(text: string, owner: string | null | undefined): string {
  const beginning = text.replace(/\s+/g, ' ').slice(0, 80);
  return owner ? `${t('writing.own_canned')} · ${beginning}` : beginning;
}

/** Whoever may see the desk's tickets, without the operator himself. */
export function useColleagues(deskId: string): readonly Offered[] {
  const me = useMe().operator.id;
  const desk = useDesk(deskId);
  const others = useOperators().filter((each) => each.id !== me && worksOn(desk, each));
  return others.map(({ id, name, email }) => ({ id, label: name, hint: email }));
}

import { queryOptions } from '@tanstack/react-query';
import { answer, api, ifMatch, type Schemas } from '../api/client';
import { queryClient } from '../api/queries';
import { Refused } from '../api/refused';

export type Kind = Schemas['Draft']['kind'];

export interface Place {
  ticketId: string;
  kind: Kind;
}

type Found = Schemas['FoundDraft'];
type Line = Schemas['DraftList']['items'][number];

/** All of his drafts in one request: asking for one that is not there would be an error each time. */
const draftsQuery = queryOptions({
  queryKey: ['drafts'],
  queryFn: () => answer(api.GET('/api/admin/drafts')),
  staleTime: 2_000, // the reply and the note ask together
});

export async function findLine({ ticketId, kind }: Place): Promise<Line | undefined> {
  const { items } = await queryClient.fetchQuery(draftsQuery);
  return items.find((each) => each.ticket_id === ticketId && each.kind === kind);
}

/** Undefined where there is none. */
export async function readDraft({ ticketId, kind }: Place): Promise<Found | undefined> {
  const params = { path: { id: ticketId }, query: { kind } };
  try {
    return await answer(api.GET('/api/admin/tickets/{id}/draft', { params }));
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return undefined;
    throw error;
  }
}

/** `keepalive`: also when the page is being left. */
export function writeDraft(
  { ticketId, kind }: Place,
  version: number,
  draft: Omit<Schemas['DraftChange'], 'kind'>,
  keepalive: boolean,
): Promise<Schemas['Draft']> {
  const params = { path: { id: ticketId }, header: ifMatch(version) };
  return answer(api.PUT('/api/admin/tickets/{id}/draft', { params, body: { kind, ...draft }, keepalive }));
}

export async function removeDraft({ ticketId, kind }: Place, version: number): Promise<void> {
  const params = { path: { id: ticketId }, query: { kind }, header: ifMatch(version) };
  await answer(api.DELETE('/api/admin/tickets/{id}/draft', { params }));
}

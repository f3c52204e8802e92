import { queryOptions } from '@tanstack/react-query';
import { answer, api, type Schemas } from './client';
import { queryClient } from './queries';

/** How far the operator has read each ticket, on any device. */
export const marksQuery = queryOptions({ queryKey: ['read'], queryFn: allMarks, staleTime: 60_000 });

async function allMarks(): Promise<{ at: Map<string, string>; since: string }> {
  const at = new Map<string, string>();
  let page: Schemas['MarkList'] | undefined;
  do {
    const query = { cursor: page?.cursor ?? null };
    page = await answer(api.GET('/api/admin/read', { params: { query } }));
    for (const mark of page.items) at.set(mark.ticket_id, mark.at);
  } while (page.cursor);
  return { at, since: page.since };
}

/** An empty time is before all others. */
export function showMark(id: string, at: string): void {
  queryClient.setQueryData(marksQuery.queryKey, (marks) => marks && { ...marks, at: new Map(marks.at).set(id, at) });
}

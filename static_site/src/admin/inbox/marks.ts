import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { answer, api } from '../api/client';
import type { Row } from './list';

/** What GET /api/admin/read answers: how far the operator has read each ticket, on any device. */
interface Marks {
  items: { ticket_id: string; at: string }[];
  since: string;
  cursor: string | null;
}
type Get = (path: '/api/admin/read', asked: { params: { query: { cursor: string | null } } }) => Promise<{ data?: Marks; response: Response }>;

/** Tells whether the customer wrote something that the operator has not read yet. */
export function useUnread(rows: readonly Row[]): (row: Row) => boolean {
  const told = rows.some((row) => row.heard_at !== undefined);
  const { data } = useQuery({ queryKey: ['read'], queryFn: allMarks, enabled: told, staleTime: 60_000 });
  return useCallback((row) => Boolean(data && row.heard_at && row.heard_at > (data.at.get(row.id) ?? data.since)), [data]);
}

async function allMarks(): Promise<{ at: Map<string, string>; since: string }> {
  const at = new Map<string, string>();
  let page: Marks | undefined;
  do {
    const query: { cursor: string | null } = { cursor: page?.cursor ?? null };
    page = await answer((api.GET as unknown as Get)('/api/admin/read', { params: { query } }));
    for (const mark of page.items) at.set(mark.ticket_id, mark.at);
  } while (page.cursor);
  return { at, since: page.since };
}

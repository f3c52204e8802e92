import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { LISTS } from '../api/cache';
import { answer, api, type Schemas } from '../api/client';
import type { Question } from './question';

export type Row = Schemas['ListedTicket'];
export type Page = Schemas['TicketList'];
export type Pages = InfiniteData<Page>;
export const PAGE = 50;

/** It never grows old by itself: the beat looks what is new, and whoever changes something asks again. */
export function listQuery(question: Question) {
  return infiniteQueryOptions({
    queryKey: [LISTS, question] as const,
    queryFn: ({ pageParam, signal }) => pageOf(question, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last: Page) => last.cursor,
    staleTime: Infinity,
  });
}

export function pageOf(question: Question, cursor: string | null, signal?: AbortSignal, counters = false): Promise<Page> {
  const query = { ...question, limit: PAGE, cursor, ...(counters && { counters }) };
  return answer(api.GET('/api/admin/tickets', { params: { query }, ...(signal && { signal }) }));
}

/** The rows so far. While others are asked for, and when that fails, those before stay. */
export function useList(question: Question) {
  const list = useInfiniteQuery({ ...listQuery(question), placeholderData: keepPreviousData });
  const lastGood = useRef<Pages | undefined>(undefined);
  if (list.data) lastGood.current = list.data;
  const data = list.data ?? (list.isError ? lastGood.current : undefined);
  const rows = useMemo(() => rowsOf(data), [data]);
  const last = data?.pages.at(-1);
  return { ...list, data, rows, partial: last?.partial ?? false, note: data?.pages[0]?.note ?? '', old: list.isPlaceholderData };
}

/** Each ticket once: one that moved up while pages were read is on two of them. */
export function rowsOf(pages: Pages | undefined): readonly Row[] {
  const found = new Map<string, Row>();
  for (const row of pages?.pages.flatMap((page) => page.items) ?? []) if (!found.has(row.id)) found.set(row.id, row);
  return [...found.values()];
}

import type { InfiniteData, QueryKey } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLocation, useSearch } from 'wouter';
import { LISTS } from '../api/cache';
import type { Schemas } from '../api/client';
import { queryClient } from '../api/queries';

type Lists = InfiniteData<Schemas['TicketList']>;

let place = '/inbox/unassigned';
let key: QueryKey = [LISTS];
let order: readonly string[] = []; // outlives the list in the cache

/** For a page with a list: tickets that are opened from now on come from there. */
export function useThisList(list: QueryKey): void {
  const [path] = useLocation();
  const search = useSearch();
  useEffect(() => {
    place = search ? `${path}?${search}` : path;
    key = list;
  });
}

/** Where the list is that the operator came from, with what he looked for. */
export function listPlace(): string {
  return place;
}

/** The tickets before and after in that list. */
export function neighbours(id: string): { previous: string | undefined; next: string | undefined } {
  const found = queryClient.getQueriesData<Lists>({ queryKey: key }).map(([, list]) => idsOf(list));
  order = found.find((ids) => ids.includes(id)) ?? (order.includes(id) ? order : []);
  const at = order.indexOf(id);
  return { previous: order[at - 1], next: at < 0 ? undefined : order[at + 1] };
}

function idsOf(list: Lists | undefined): string[] {
  return list?.pages.flatMap((page) => page.items.map((item) => item.id)) ?? [];
}

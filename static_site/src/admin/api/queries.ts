import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api, type Schemas } from './client';
import { Refused } from './refused';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      gcTime: 10 * 60_000,
      retry: (failures, error) => failures < 2 && !(error instanceof Refused && error.status >= 400 && error.status < 500),
    },
  },
});

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => answer(api.GET('/api/admin/me')),
  staleTime: 5 * 60_000,
});

export const countersQuery = queryOptions({
  queryKey: ['counters'],
  queryFn: () => answer(api.GET('/api/admin/counters')),
});

export const operatorsQuery = queryOptions({
  queryKey: ['operators'],
  queryFn: () => answer(api.GET('/api/admin/operators')),
  staleTime: 5 * 60_000,
});

export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: () => answer(api.GET('/api/admin/views')),
  staleTime: 5 * 60_000,
});

export const repliesQuery = queryOptions({
  queryKey: ['canned-replies'],
  queryFn: () => answer(api.GET('/api/admin/canned-replies')),
  staleTime: 5 * 60_000,
});

export function ticketQuery(id: string) {
  return queryOptions({
    queryKey: ['ticket', id],
    queryFn: () => answer(api.GET('/api/admin/tickets/{id}', { params: { path: { id } } })),
  });
}

/** Who is signed in. The page is only shown when this is known. */
export function useMe(): Schemas['Me'] {
  return known(useQuery(meQuery).data);
}

/** A name for what this tab keeps of who is signed in: after him somebody else may be. */
export function ofMe(name: string): string {
  return `deskhand.${known(queryClient.getQueryData(meQuery.queryKey)).operator.id}.${name}`;
}

function known(me: Schemas['Me'] | undefined): Schemas['Me'] {
  if (!me) throw new Error('asked before it was known who is signed in');
  return me;
}

export function useDesks(): readonly Schemas['Desk'][] {
  return useMe().desks;
}

export function useDesk(id: string): Schemas['Desk'] | undefined {
  return useDesks().find((desk) => desk.id === id);
}

/** Of the whole team, also former ones: whoever once wrote has a name. */
export function useOperators(): readonly Schemas['ListedOperator'][] {
  return useQuery(operatorsQuery).data?.items ?? [];
}

export function useIsAdmin(): boolean {
  return useMe().operator.role === 'admin';
}

import { queryOptions } from '@tanstack/react-query';
import { answer, api } from './client';
import { queryClient } from './queries';

/** Those of the addresses that get no mail. */
export function suppressionsQuery(addresses: string[]) {
  return queryOptions({
    queryKey: ['suppressions', addresses],
    queryFn: () => answer(api.GET('/api/admin/suppressions', { params: { query: { address: addresses } } })),
  });
}

/** Mail goes there again. Tickets and customers tell of it too. */
export async function lift(address: string): Promise<void> {
  await answer(api.DELETE('/api/admin/suppressions/{address}', { params: { path: { address } } }));
  for (const kind of ['suppressions', 'customer', 'ticket']) void queryClient.invalidateQueries({ queryKey: [kind] });
}

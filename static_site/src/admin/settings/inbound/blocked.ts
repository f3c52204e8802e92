import { queryOptions } from '@tanstack/react-query';
import { answer, api } from '../../api/client';
import { queryClient } from '../../api/queries';

export function suppressionsQuery(addresses: string[]) {
  return queryOptions({
    queryKey: ['suppressions', addresses],
    queryFn: () => answer(api.GET('/api/admin/suppressions', { params: { query: { address: addresses } } })),
  });
}

/** Mail goes there again. */
export async function lift(address: string): Promise<void> {
  await answer(api.DELETE('/api/admin/suppressions/{address}', { params: { path: { address } } }));
  await queryClient.invalidateQueries({ queryKey: ['suppressions'] });
}

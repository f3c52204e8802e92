import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { answer, api, type Schemas } from './client';
import { queryClient } from './queries';

export type Customer = Schemas['Customer'];
/** What an operator may set on a customer. */
export type Card = Required<Pick<Customer, keyof Schemas['CustomerChange']>>;

export const EMPTY_CARD: Card = { first_name: '', last_name: '', company: '', emails: [], phones: [], external_ids: [], notes: '', fields: {} };

export function customerQuery(id: string) {
  return queryOptions({
    queryKey: ['customer', id],
    queryFn: () => answer(api.GET('/api/admin/customers/{id}', { params: { path: { id } } })),
  });
}

const NOBODY: readonly Customer[] = [];

/** By how a name begins, or by a whole address. `looking`: what was found is not of what is typed. */
export function useFoundCustomers(typed: string, shortest = 1): { found: readonly Customer[]; looking: boolean } {
  const wanted = typed.trim();
  const [q] = useDebouncedValue(wanted, 200);
  const asked = q.length >= shortest;
  const { data, isFetching } = useQuery({
    queryKey: ['customers', 'found', q],
    queryFn: () => answer(api.GET('/api/admin/customers', { params: { query: { q, limit: 8 } } })),
    enabled: asked,
    placeholderData: keepPreviousData,
  });
  const found = asked && wanted.length >= shortest ? data?.items : undefined;
  return { found: found ?? NOBODY, looking: isFetching || q !== wanted };
}

export async function addCustomer(card: Card): Promise<Customer> {
  const added = await answer(api.POST('/api/admin/customers', { body: card }));
  customersChanged(added.id);
  return added;
}

export function customersChanged(id: string): void {
  void queryClient.invalidateQueries({ queryKey: ['customers'] });
  void queryClient.invalidateQueries({ queryKey: customerQuery(id).queryKey });
}

import { infiniteQueryOptions } from '@tanstack/react-query';
import { LISTS } from '../api/cache';
import { answer, api, ifMatch } from '../api/client';
import * as customers from '../api/customers';
import { customerQuery, customersChanged, type Card, type Customer } from '../api/customers';
import { queryClient } from '../api/queries';
import { Refused } from '../api/refused';
import { customerName } from '../parts/people';
import { besideField } from '../parts/taken';
import { t } from '../texts/words';

export function customersQuery(q: string) {
  return infiniteQueryOptions({
    queryKey: ['customers', q],
    queryFn: ({ pageParam }) => answer(api.GET('/api/admin/customers', { params: { query: { q, ...(pageParam && { cursor: pageParam }) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.cursor,
  });
}

export function ticketsQuery(customer: string) {
  return infiniteQueryOptions({
    queryKey: [LISTS, { customer }],
    queryFn: ({ pageParam }) => answer(api.GET('/api/admin/tickets', { params: { query: { customer, ...(pageParam && { cursor: pageParam }) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.cursor,
  });
}

export async function addCustomer(card: Card): Promise<Customer> {
  try {
    return await customers.addCustomer(card);
  } catch (error) {
    throw await withOwner(error, card);
  }
}

export async function changeCustomer({ id, version }: Customer, change: Partial<Card>, seen = version): Promise<void> {
  const body = change as Card; // what it does not name stays; the description has no word for that
  try {
    const changed = await answer(api.PATCH('/api/admin/customers/{id}', { params: { path: { id }, header: ifMatch(seen) }, body }));
    queryClient.setQueryData(customerQuery(id).queryKey, (before) => before && { ...before, ...changed });
    customersChanged(id);
  } catch (error) {
    throw await withOwner(error, change);
  }
}

export async function removeCustomer(id: string): Promise<void> {
  await answer(api.DELETE('/api/admin/customers/{id}', { params: { path: { id } } }));
  queryClient.removeQueries({ queryKey: customerQuery(id).queryKey });
  void queryClient.invalidateQueries({ queryKey: ['customers'] });
}

/** Says whose an address or an id is, beside the field that has it. */
async function withOwner(error: unknown, { emails = [], external_ids = [] }: Partial<Card>): Promise<unknown> {
  if (!(error instanceof Refused && error.problem.title === 'Taken')) return error;
  const said = error.problem.detail ?? '';
  const isIt = (value: string) => said.toLowerCase().includes(value.trim().toLowerCase());
  const email = emails.find(isIt);
  if (!email) return besideField(error, 'external_ids', t('people.id_taken', { id: external_ids.find(isIt) ?? '' }));
  const found = await answer(api.GET('/api/admin/customers', { params: { query: { q: email } } })).catch(() => undefined);
  const owner = found?.items[0];
  return besideField(error, 'emails', owner ? t('people.email_taken_by', { email, name: customerName(owner) }) : t('people.email_taken', { email }));
}


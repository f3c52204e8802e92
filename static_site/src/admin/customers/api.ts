import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { LISTS } from '../api/cache';
import { answer, api, type Schemas } from '../api/client';
import { queryClient } from '../api/queries';
import { Refused } from '../api/refused';
import { besideField } from '../settings/form/taken';
import { t } from '../texts/words';

export type Customer = Schemas['Customer'];
/** What an operator may set on a customer. */
export type Card = Required<Pick<Customer, keyof Schemas['CustomerChange']>>;

export function customersQuery(q: string) {
  return infiniteQueryOptions({
    queryKey: ['customers', q],
    queryFn: ({ pageParam }) => answer(api.GET('/api/admin/customers', { params: { query: { q, ...(pageParam && { cursor: pageParam }) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.cursor,
  });
}

export function customerQuery(id: string) {
  return queryOptions({
    queryKey: ['customer', id],
    queryFn: () => answer(api.GET('/api/admin/customers/{id}', { params: { path: { id } } })),
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
    const customer = await answer(api.POST('/api/admin/customers', { body: card }));
    customersChanged(customer.id);
    return customer;
  } catch (error) {
    throw await withOwner(error, card);
  }
}

export async function changeCustomer(id: string, change: Partial<Card>): Promise<void> {
  const body = change as Card; // what it does not name stays; the description has no word for that
  try {
    const changed = await answer(api.PATCH('/api/admin/customers/{id}', { params: { path: { id } }, body }));
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

function customersChanged(id: string) {
  void queryClient.invalidateQueries({ queryKey: ['customers'] });
  void queryClient.invalidateQueries({ queryKey: customerQuery(id).queryKey });
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
  return besideField(error, 'emails', owner ? t('people.email_taken_by', { email, name: fullName(owner) }) : t('people.email_taken', { email }));
}

export function fullName({ first_name, last_name, company, emails }: Pick<Customer, 'first_name' | 'last_name' | 'company' | 'emails'>): string {
  return [first_name, last_name].filter(Boolean).join(' ') || company || emails[0] || t('people.nameless');
}

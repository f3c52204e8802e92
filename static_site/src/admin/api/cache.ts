import type { InfiniteData } from '@tanstack/react-query';
import type { Schemas } from './client';
import { queryClient, ticketQuery } from './queries';

export const LISTS = 'tickets'; // the first part of the key of every list of tickets
type Lists = InfiniteData<Schemas['TicketList']>;
/** Merging is shown when the ticket is asked for again: it changes its conversation too. */
type Shown = Partial<Omit<Schemas['Ticket'], 'merged_into'>>;

/** Shows what a ticket is now wherever it is shown; what a list then no longer holds, or holds
 * elsewhere, is found when it is asked for the next time. */
export function showChanged(id: string, change: Shown): void {
  queryClient.setQueryData(ticketQuery(id).queryKey, (shown) => shown && { ...shown, ...change });
  queryClient.setQueriesData<Lists>({ queryKey: [LISTS] }, (lists) => lists && withChange(lists, id, change));
}

/** A ticket as far as some list has it: enough to paint with at once. */
export function listed(id: string): Schemas['ListedTicket'] | undefined {
  const lists = queryClient.getQueriesData<Lists>({ queryKey: [LISTS] });
  for (const [, list] of lists) {
    const found = list?.pages.flatMap((page) => page.items).find((item) => item.id === id);
    if (found) return found;
  }
  return undefined;
}

/** What is known to have changed is asked for anew, where it is shown. */
export function askAgain(id?: string): void {
  void queryClient.invalidateQueries({ queryKey: [LISTS] });
  void queryClient.invalidateQueries({ queryKey: ['counters'] });
  if (id) void queryClient.invalidateQueries({ queryKey: ticketQuery(id).queryKey });
}

function withChange(lists: Lists, id: string, change: Shown): Lists {
  const pages = lists.pages.map((page) => ({
    ...page,
    items: page.items.map((item) => (item.id === id ? { ...item, ...change } : item)),
  }));
  return { ...lists, pages };
}

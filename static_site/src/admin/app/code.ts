import type { ComponentType } from 'react';
import { learn, type Section } from '../texts/words';

/** Pages that are not there from the beginning, by the first part of their address. */
export const CODE = {
  tickets: page(() => import('../ticket/TicketPage'), 'ticket', 'talk', 'writing'),
  new: page(() => import('../ticket/NewTicketPage'), 'ticket', 'writing'),
  customers: page(() => import('../customers/CustomersPage'), 'people', 'settings'),
  customer: page(() => import('../customers/CustomerPage'), 'people', 'settings'),
  settings: page(() => import('../settings/SettingsPage'), 'people', 'settings'),
};

/** Comes with its words when it is first wanted. */
function page<P>(load: () => Promise<{ default: ComponentType<P> }>, ...sections: Section[]) {
  return async () => (await Promise.all([load(), learn(...sections)]))[0];
}

/** Before it is wanted. */
export function fetchCode(name: string): void {
  if (name in CODE) CODE[name as keyof typeof CODE]().catch(() => undefined); // whoever shows it says so
}

import { answer, api, ifMatch, type Schemas } from '../api/client';
import { askAgain, showChanged } from '../api/cache';
import { queryClient, ticketQuery } from '../api/queries';
import { Refused } from '../api/refused';
import { done, failed, refusedAsStale } from '../parts/toast';
import { t } from '../texts/words';
import { movedOn } from './head/movedOn';

type Ticket = Schemas['Ticket'];
/** What an operator may set on a ticket. */
export type Change = Partial<Pick<Ticket, keyof Schemas['TicketChange'] & keyof Ticket>>;

/** Shows the change at once and writes it; says so with a way back. If the ticket moved on meanwhile
 * nothing is written, and the operator may do it all the same. */
export async function changeTicket(ticket: Ticket, change: Change, said: string): Promise<void> {
  await saveTicket(ticket, change, said).catch(failed);
}

/** The same for forms: rejects with what is wrong with a field. */
export async function saveTicket(ticket: Ticket, change: Change, said: string): Promise<void> {
  const before = former(ticket, change);
  showChanged(ticket.id, atOnce(change));
  if (await written(ticket, change, before)) done(said, () => takeBack(ticket, before));
}

async function takeBack(ticket: Ticket, before: Change): Promise<void> {
  const now = queryClient.getQueryData(ticketQuery(ticket.id).queryKey) ?? ticket;
  if (await written({ ...ticket, version: now.version }, before, former(now, before))) done(t('common.undone'));
}

/** Whether it was; if not, what is shown is as before. */
async function written(ticket: Ticket, change: Change, before: Change): Promise<boolean> {
  try {
    await inTurn(ticket.id, () => write(ticket.id, seen(ticket), change));
    return true;
  } catch (error) {
    showChanged(ticket.id, before);
    askAgain(ticket.id);
    const version = error instanceof Refused && error.status === 409 && error.problem.current_version;
    if (!version) throw error;
    refusedAsStale(error, () => write(ticket.id, version, change), movedOn(error));
    return false;
  }
}

async function write(id: string, version: number, change: Change): Promise<void> {
  const header = ifMatch(version);
  const body = asked(change) as Schemas['TicketChange']; // in which all fields with defaults count as given
  const changed = await answer(api.PATCH('/api/admin/tickets/{id}', { params: { path: { id }, header }, body }));
  ours.set(id, changed.version);
  showChanged(id, changed);
  askAgain(id);
}

/** How a requester is proven the server finds out by itself. */
function asked({ requester, ...change }: Change): object {
  if (!requester) return change;
  const { proven: _, ...contact } = requester;
  return { ...change, requester: contact };
}

/** Versions that we made ourselves: two changes in quick succession are no conflict. */
const ours = new Map<string, number>();

function seen(ticket: Ticket): number {
  return Math.max(ticket.version, ours.get(ticket.id) ?? 0);
}

const lastWrites = new Map<string, Promise<unknown>>();

/** One write of a ticket after the other. */
function inTurn(id: string, run: () => Promise<void>): Promise<void> {
  const turn = (lastWrites.get(id) ?? Promise.resolve()).then(run);
  lastWrites.set(
    id,
    turn.catch(() => undefined),
  );
  return turn;
}

/** What follows from it, before the answer says so. */
function atOnce(change: Change): Partial<Ticket> {
  if ('status' in change) return { snoozed_until: null, ...change };
  return 'customer_id' in change ? { linked_by: 'hand', ...change } : change;
}

/** The fields of a change as they were; what is set to another status also wakes. */
function former(ticket: Ticket, change: Change): Change {
  const fields = Object.keys(change) as (keyof Change)[];
  const also: (keyof Change)[] = change.status && ticket.snoozed_until ? ['snoozed_until'] : [];
  return Object.fromEntries([...fields, ...also].map((field) => [field, ticket[field]]));
}

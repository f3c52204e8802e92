import { answer, api, ifMatch, type Schemas } from '../api/client';
import { askAgain, showChanged } from '../api/cache';
import { Refused } from '../api/refused';
import { done, failed, refusedAsStale } from '../parts/toast';
import { t } from '../texts/words';

type Ticket = Schemas['Ticket'];
/** What an operator may set on a ticket. */
export type Change = Partial<Pick<Ticket, keyof Schemas['TicketChange'] & keyof Ticket>>;

/** Shows the change at once and writes it; says so with a way back. If the ticket moved on meanwhile
 * nothing is written, and the operator may do it all the same. */
export async function changeTicket(ticket: Ticket, change: Change, said: string): Promise<void> {
  const before = former(ticket, change);
  showChanged(ticket.id, change);
  try {
    const changed = await write(ticket.id, ticket.version, change);
    done(said, async () => {
      await write(changed.id, changed.version, before);
      done(t('common.undone'));
    });
  } catch (error) {
    showChanged(ticket.id, before);
    askAgain(ticket.id);
    if (!(error instanceof Refused && error.status === 409)) return failed(error);
    const version = error.problem.current_version;
    refusedAsStale(error, () => write(ticket.id, version ?? ticket.version, change));
  }
}

async function write(id: string, version: number, change: Change): Promise<Ticket> {
  const header = ifMatch(version);
  const changed = await answer(
    api.PATCH('/api/admin/tickets/{id}', { params: { path: { id }, header }, body: change as Schemas['TicketChange'] }),
  );
  showChanged(id, changed);
  askAgain(id);
  return changed;
}

/** The fields of a change as they were. */
function former(ticket: Ticket, change: Change): Change {
  return Object.fromEntries(Object.keys(change).map((field) => [field, ticket[field as keyof Ticket]]));
}

import { askAgain, showChanged } from '../../api/cache';
import { answer, api, ifMatch, type Schemas } from '../../api/client';
import { queryClient, ticketQuery } from '../../api/queries';
import { priorityName, statusName, type Priority, type Status } from '../../parts/badges';
import { done, failed } from '../../parts/toast';
import { t } from '../../texts/words';
import { changeTicket } from '../changing';
import { briefly } from './snoozing';

type Ticket = Schemas['Ticket'];
type Operator = Schemas['ListedOperator'];

export function setStatus(ticket: Ticket, status: Status): void {
  void changeTicket(ticket, { status }, t('ticket.said_status', { status: statusName(status) }));
}

export function setPriority(ticket: Ticket, priority: Priority): void {
  void changeTicket(ticket, { priority }, t('ticket.said_priority', { priority: priorityName(priority) }));
}

export function assign(ticket: Ticket, operator: Pick<Operator, 'id' | 'name'> | null): void {
  const said = operator ? t('ticket.said_assigned', { name: operator.name }) : t('ticket.said_unassigned');
  void changeTicket(ticket, { assignee: operator?.id ?? null }, said);
}

export function snooze(ticket: Ticket, until: Date): void {
  void changeTicket(ticket, { snoozed_until: until.toISOString() }, t('ticket.said_snoozed', { time: briefly(until) }));
}

export function wake(ticket: Ticket): void {
  void changeTicket(ticket, { snoozed_until: null }, t('ticket.said_woken'));
}

/** Closes it, or opens it again as the API would when the customer writes. */
export function closeOrReopen(ticket: Ticket): void {
  setStatus(ticket, ticket.status !== 'closed' ? 'closed' : ticket.assignee ? 'in_progress' : 'new');
}

/** Rejects with Refused. */
export async function merge(ticket: Ticket, into: Pick<Ticket, 'id' | 'number'>): Promise<void> {
  const params = { path: { id: ticket.id }, header: ifMatch(ticket.version) };
  const merged = await answer(api.POST('/api/admin/tickets/{id}/merge', { params, body: { into: into.id } }));
  showChanged(ticket.id, merged);
  askAgain(ticket.id);
  askAgain(into.id);
  done(t('ticket.said_merged', { number: ticket.number, into: into.number }), () => unmerge(ticket, into.id));
}

export async function unmerge(source: Pick<Ticket, 'id' | 'number'>, into: string): Promise<void> {
  try {
    await answer(api.POST('/api/admin/tickets/{id}/unmerge', { params: { path: { id: source.id } } }));
    done(t('ticket.said_unmerged', { number: source.number }));
  } catch (error) {
    failed(error);
  }
  askAgain(source.id);
  askAgain(into);
}

/** Rejects with Refused. */
export async function remove(ticket: Ticket): Promise<void> {
  const params = { path: { id: ticket.id }, header: ifMatch(ticket.version) };
  await answer(api.DELETE('/api/admin/tickets/{id}', { params }));
  done(t('ticket.said_deleted', { number: ticket.number }));
  askAgain();
  queryClient.removeQueries({ queryKey: ticketQuery(ticket.id).queryKey });
}

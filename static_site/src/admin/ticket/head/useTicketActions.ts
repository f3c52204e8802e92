import { useLocation } from 'wouter';
import { useActions, type Action } from '../../actions/registry';
import type { Schemas } from '../../api/client';
import { useIsAdmin, useMe } from '../../api/queries';
import { PRIORITIES, priorityName, STATUSES, statusName } from '../../parts/badges';
import { copy } from '../../parts/copy';
import { failed } from '../../parts/toast';
import { t } from '../../texts/words';
import { assign, closeOrReopen, setPriority, setStatus, snooze, unmerge, wake } from './acts';
import { listPlace, neighbours } from '../../app/cameFrom';
import { copyAddress } from './MoreMenu';
import type { Show } from './opened';
import { markUnread } from './reading';
import { inAnHour, nextMonday, tomorrow } from './snoozing';

type Ticket = Schemas['Ticket'];

/** What the header can do, by keys and from the palette. */
export function useTicketActions(ticket: Ticket, show: Show, toggleDetails: () => void): void {
  const [, go] = useLocation();
  const me = useMe().operator;
  const admin = useIsAdmin();
  const into = ticket.merged_into;
  const to = (id: string | undefined) => id && go(`/tickets/${id}`);
  useActions([
    act('back', t('ticket.do_back'), () => go(listPlace()), 'u'),
    { ...act('previous', t('ticket.do_previous'), () => to(neighbours(ticket.id).previous), '['), quiet: true },
    { ...act('next', t('ticket.do_next'), () => to(neighbours(ticket.id).next), ']'), quiet: true },
    ...(into ? [act('unmerge', t('ticket.unmerge'), () => void unmerge(ticket, into.id))] : working(ticket, me, show)),
    act('unread', t('ticket.mark_unread'), () => void markUnread(ticket.id).then(() => go(listPlace()), failed)),
    act('copy-link', t('ticket.copy_link'), () => copy(ticket.link_url, t('ticket.said_link_copied'))),
    act('copy-address', t('ticket.copy_address'), () => copyAddress(ticket)),
    act('details', t('ticket.do_details'), toggleDetails),
    ...(admin ? [act('delete', t('ticket.delete_more'), () => show('delete'))] : []),
  ]);
}

function working(ticket: Ticket, me: Schemas['Operator'], show: Show): Action[] {
  const closed = ticket.status === 'closed';
  return [
    act('status', t('ticket.do_status'), () => show('status'), 's'),
    act('assign', t('ticket.do_assign'), () => show('assignee'), 'a'),
    act('close', t(closed ? 'ticket.do_reopen' : 'ticket.do_close'), () => closeOrReopen(ticket), 'e'),
    ...(ticket.assignee === me.id ? [] : [act('assign-me', t('ticket.assign_me'), () => assign(ticket, me))]),
    ...(ticket.assignee ? [act('unassign', t('ticket.do_unassign'), () => assign(ticket, null))] : []),
    ...STATUSES.filter((status) => status !== ticket.status).map((status) =>
      act(`status-${status}`, t('ticket.do_set_status', { status: statusName(status) }), () => setStatus(ticket, status)),
    ),
    ...PRIORITIES.filter((priority) => priority !== ticket.priority).map((priority) =>
      act(`priority-${priority}`, t('ticket.do_set_priority', { priority: priorityName(priority) }), () => setPriority(ticket, priority)),
    ),
    ...(closed ? [] : snoozing(ticket, show)),
    act('subject', t('ticket.edit_subject'), () => show('subject')),
    act('merge', t('ticket.merge_more'), () => show('merge')),
  ];
}

function snoozing(ticket: Ticket, show: Show): Action[] {
  return [
    ...(ticket.snoozed_until ? [act('wake', t('ticket.do_wake'), () => wake(ticket))] : []),
    act('snooze-hour', t('ticket.do_snooze_hour'), () => snooze(ticket, inAnHour())),
    act('snooze-tomorrow', t('ticket.do_snooze_tomorrow'), () => snooze(ticket, tomorrow())),
    act('snooze-monday', t('ticket.do_snooze_monday'), () => snooze(ticket, nextMonday())),
    act('snooze-time', t('ticket.do_snooze_time'), () => show('time')),
  ];
}

function act(id: string, label: string, run: () => void, key?: string): Action {
  return { id: `ticket-${id}`, label, group: 'ticket', run, ...(key && { keys: [key] }) };
}

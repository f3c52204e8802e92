import type { Status, TicketPage } from './api';

export interface Step {
  status: Status;
  /** When the ticket came to this step last; null for one that is ahead, or was passed over. */
  at: string | null;
}

const STATUSES: Status[] = ['new', 'in_progress', 'waiting', 'closed'];

/** The way of a ticket up to where it is. A ticket that went back has the rest ahead of it again. */
export function steps({ status, created_at, events }: TicketPage): Step[] {
  const reached = STATUSES.indexOf(status);
  return STATUSES.map((step, i) => {
    const entered = events.findLast(({ after }) => after === step)?.created_at;
    return { status: step, at: i > reached ? null : (entered ?? (i ? null : created_at)) };
  });
}

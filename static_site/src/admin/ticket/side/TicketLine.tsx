import { IconPointFilled } from '@tabler/icons-react';
import type { Schemas } from '../../api/client';
import { STATUS_COLOUR, statusName } from '../../parts/badges';
import { Time } from '../../parts/Time';
import classes from './SidePanel.module.css';

/** Another ticket in two lines. */
export function TicketLine({ ticket }: { ticket: Schemas['EarlierTicket'] }) {
  return (
    <span className={classes.line}>
      <span className={classes.lineSubject}>{ticket.subject || ticket.number}</span>
      <span className={classes.lineFacts}>
        {ticket.number}
        <span className={classes.lineStatus}>
          <IconPointFilled size={12} color={`var(--mantine-color-${STATUS_COLOUR[ticket.status]}-filled)`} aria-hidden />
          {statusName(ticket.status)}
        </span>
        <Time iso={ticket.created_at} />
      </span>
    </span>
  );
}

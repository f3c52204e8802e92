import type { Schemas } from '../../api/client';

export function TicketHeader({ ticket }: { ticket: Schemas['Ticket'] }) {
  return <h1>{ticket.subject}</h1>;
}

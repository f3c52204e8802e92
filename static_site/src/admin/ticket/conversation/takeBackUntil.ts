import { useDesk, useMe } from '../../api/queries';
import type { Message, Ticket } from './types';

const NOTE = 10 * 60_000; // milliseconds in which a note can be taken back

/** Until when this operator may take the message back: of answers as long as they have not left. */
export function useTakeBackUntil({ kind, author, channel, delivery, created_at }: Message, ticket: Ticket): number {
  const me = useMe().operator;
  const undo = (useDesk(ticket.desk_id)?.undo_seconds ?? 0) * 1000;
  const written = Date.parse(created_at);
  if (author.kind !== 'operator' || author.email !== me.email || channel !== 'panel') return 0;
  if (kind === 'note') return written + NOTE;
  return delivery === 'queued' ? written + undo : 0;
}

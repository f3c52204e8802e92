import type { Schemas } from '../../api/client';

export function Conversation({ ticket }: { ticket: Schemas['Conversation'] }) {
  return <div>{ticket.messages.length}</div>;
}

import type { Schemas } from '../api/client';

export function ReplyBox({ ticket }: { ticket: Schemas['Conversation'] }) {
  return <form aria-label={ticket.number} />;
}

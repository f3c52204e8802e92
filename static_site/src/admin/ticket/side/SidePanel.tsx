import type { Schemas } from '../../api/client';

/** `conversation` comes a moment after the ticket. */
export function SidePanel({ ticket, conversation }: { ticket: Schemas['Ticket']; conversation: Schemas['Conversation'] | undefined }) {
  return (
    <aside>
      {ticket.requester.email} {conversation?.history.length}
    </aside>
  );
}

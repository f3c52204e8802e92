import type { TicketPage } from './api';
import { MessageCard } from './MessageCard';
import { Time } from './Time';
import type { Words } from './words';

export function Conversation({ page, words }: { page: TicketPage; words: Words }) {
  const { text } = words;
  return (
    <section aria-label={text.conversation}>
      <ol class="talk">
        {entries(page).map((entry) => (
          <li key={entry.id}>
            {entry.message ? (
              <MessageCard message={entry.message} desk={page.desk.name} words={words} />
            ) : (
              <p class="turn">
                {entry.closed ? text.closed : text.was_reopened} · <Time of={entry.at} words={words} />
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The messages, and between them where the ticket was closed or opened again. */
function entries({ messages, turns }: TicketPage) {
  const said = messages.map((message) => ({ id: message.id, at: message.created_at, message, closed: false }));
  const turned = turns.map(({ kind, at }) => ({ id: kind + at, at, message: null, closed: kind === 'closed' }));
  return [...said, ...turned].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

import { fill } from '../shared/fill';
import { when } from '../shared/format';
import type { Ticket } from './api';
import { locale, text } from './words';

/** The same for the same: answers have other addresses for the files, and tell it otherwise. */
export function told(said: object): string {
  return JSON.stringify(said, (key, value) => (/url|state/.test(key) ? '' : value));
}

/** What to tell a screen reader when a ticket has a message more than before; nothing where it has none. */
export function newsOf(before: Ticket, { desk, messages }: Ticket): string {
  const known = before.messages.map(({ id }) => id);
  const message = messages.findLast(({ id }) => !known.includes(id));
  if (!message) return '';
  const { author, created_at } = message;
  // With its time: a screen reader tells nothing of a second message if it is told in the same words.
  return `${fill(text.arrived, { name: author.name || desk.name })}, ${when(created_at, locale)}`;
}

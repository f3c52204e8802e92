import { when } from '../shared/format';
import type { Message, Ticket } from './api';
import { h, place } from './h';
import { MessageCard } from './MessageCard';
import { told } from './news';
import { Time } from './Time';
import { locale, text } from './words';

/** The messages, and between them where the ticket was closed or opened again. */
export function conversation() {
  const element = <ol class="talk" aria-label={text.conversation} />;
  const older = <li class="turn">{text.left_out}</li>;
  const drawn: Record<string, HTMLElement> = {};

  /** What says "today" is drawn anew tomorrow. */
  const once = (at: string, said: string, draw: () => HTMLElement) => {
    const entry = (drawn[when(at, locale) + at + said] ??= <li>{draw()}</li>);
    return { at, entry };
  };
  const ofMessage = (message: Message, desk: string) => {
    const drawn = once(message.created_at, told(message), () => <MessageCard message={message} desk={desk} />);
    // Addresses of files run out.
    drawn.entry.querySelectorAll<HTMLAnchorElement>('.files a').forEach((link, i) => {
      link.href = message.attachments[i]!.url;
    });
    return drawn;
  };
  const ofTurn = ({ kind, at }: Ticket['turns'][number]) =>
    once(at, kind, () => (
      <p class="turn">
        {kind === 'closed' ? text.closed : text.was_reopened} · <Time of={at} />
      </p>
    ));

  const show = ({ desk, messages, turns, left_out }: Ticket) => {
    const entries = [...messages.map((message) => ofMessage(message, desk.name)), ...turns.map(ofTurn)];
    entries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
    place(element, [...(left_out ? [older] : []), ...entries.map(({ entry }) => entry)]);
  };
  return { element, show };
}

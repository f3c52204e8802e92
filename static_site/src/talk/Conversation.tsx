import type { Message, Ticket } from './api';
import { h, place } from './h';
import { MessageCard } from './MessageCard';
import { Time } from './Time';
import { text } from './words';

/** The messages, and between them where the ticket was closed or opened again. */
export class Conversation {
  readonly element = <ol class="talk" aria-label={text.conversation} />;
  private readonly shown = new Map<string, HTMLElement>();

  show({ desk, messages, turns }: Ticket) {
    const entries = [
      ...messages.map((message) => ({ at: message.created_at, entry: this.message(message, desk.name) })),
      ...turns.map(({ kind, at }) => ({ at, entry: this.turn(kind === 'closed', at) })),
    ];
    entries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
    place(this.element, entries.map(({ entry }) => entry));
  }

  private message(message: Message, desk: string): HTMLElement {
    const said = JSON.stringify(message, (key, value) => (key === 'url' ? '' : value));
    const entry = this.once(said, () => <MessageCard message={message} desk={desk} />);
    // Addresses of files run out.
    entry.querySelectorAll<HTMLAnchorElement>('.files a').forEach((link, i) => {
      link.href = message.attachments[i]!.url;
    });
    return entry;
  }

  private turn(closed: boolean, at: string): HTMLElement {
    return this.once(at, () => (
      <p class="turn">
        {closed ? text.closed : text.was_reopened} · <Time of={at} />
      </p>
    ));
  }

  private once(key: string, draw: () => HTMLElement): HTMLElement {
    const entry = this.shown.get(key) ?? <li>{draw()}</li>;
    this.shown.set(key, entry);
    return entry;
  }
}

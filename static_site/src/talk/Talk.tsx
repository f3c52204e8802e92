import type { Correspondence, Message, Ticket } from './api';
import { conversation } from './Conversation';
import { h, type Child } from './h';
import { newsOf } from './news';
import { replyForm } from './ReplyForm';
import { text } from './words';

/** What was said on a ticket, and the form to say more. Where something was said, or is refused since the ticket is
    not as it was, `refresh` gets the ticket anew. */
export function talk(ticket: Ticket, api: Correspondence, zone: EventTarget, refresh: () => void, onSent?: () => void) {
  const said = conversation();
  /** Told to screen readers: what came in while somebody reads or writes. */
  const news = <p class="unseen" role="status" />;

  /** His own is no news. */
  const sent = (message: Message) => {
    ticket = { ...ticket, messages: [...ticket.messages, message] };
    said.show(ticket);
    refresh();
    onSent?.();
  };
  const form = replyForm(ticket, api, zone, sent, refresh);

  return {
    elements: [said.element, form.element, news],
    rest: form.rest,
    show(now: Ticket) {
      const arrived = newsOf(ticket, now);
      if (arrived) news.textContent = arrived;
      ticket = now;
      said.show(now);
      form.show(now);
    },
    /** The form is far below a long conversation. No link to an anchor: the page's fragment holds its token. */
    shortcut({ may_comment, messages }: Ticket): Child {
      return may_comment && messages.length > 3 && <button onClick={form.focus}>{text.write}</button>;
    },
  };
}

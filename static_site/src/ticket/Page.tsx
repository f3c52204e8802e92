import type { Message, Ticket } from '../talk/api';
import { Conversation } from '../talk/Conversation';
import { h } from '../talk/h';
import { newsOf } from '../talk/news';
import { ReplyForm, type Writing } from '../talk/ReplyForm';
import { Header } from './Header';
import { text } from './words';

/** The ticket as it is known last. */
export class Page {
  private readonly conversation = new Conversation();
  private readonly form: ReplyForm;
  private readonly stale = <p class="stale" role="alert" />;
  /** Told to screen readers: what came in while somebody reads or writes. */
  private readonly news = <p class="unseen" role="status" />;
  private header = <header />;

  constructor(
    private ticket: Ticket,
    writing: Omit<Writing, 'onSent' | 'zone'>,
    private readonly onRetry: () => void,
  ) {
    this.form = new ReplyForm(ticket, { ...writing, zone: window, onSent: (message) => (this.said(message), onRetry()) });
    const { style } = document.documentElement;
    style.setProperty('--desk', ticket.desk.colour);
    style.setProperty('--on-desk', ticket.desk.ink);
    document.body.replaceChildren(
      this.header,
      <main>
        {this.conversation.element}
        {this.form.element}
      </main>,
      this.stale,
      this.news,
    );
    this.show(ticket);
  }

  show(ticket: Ticket) {
    const news = newsOf(this.ticket, ticket);
    if (news) this.news.textContent = news;
    document.title = `${ticket.number}: ${ticket.subject}`;
    const header = <Header ticket={ticket} />;
    if (!header.isEqualNode(this.header)) {
      this.header.replaceWith(header);
      this.header = header;
    }
    this.conversation.show(ticket);
    this.form.show(ticket);
    this.ticket = ticket;
    this.stale.replaceChildren();
  }

  /** Nobody answers any more. */
  lost() {
    this.stale.replaceChildren(text.stale, ' ', <button onClick={this.onRetry}>{text.retry}</button>);
  }

  private said(message: Message) {
    const others = this.ticket.messages.filter(({ id }) => id !== message.id);
    this.ticket = { ...this.ticket, messages: [...others, message] };
    this.conversation.show(this.ticket);
  }
}

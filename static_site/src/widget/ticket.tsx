import { Refused, type Message, type Ticket } from '../talk/api';
import { Conversation } from '../talk/Conversation';
import { h } from '../talk/h';
import { newsOf } from '../talk/news';
import { ReplyForm } from '../talk/ReplyForm';
import type { View } from './frame';
import { Badge } from './tickets';
import type { Visit } from './visit';
import { text } from './words';

const REFRESH = 15_000;

export function addressOf(number: string): string {
  return `/tickets/${encodeURIComponent(number)}`;
}

/** One of his own, kept like it is while it is looked at. */
export class TicketView implements View {
  private readonly conversation = new Conversation();
  private readonly status = <p class="row" />;
  private readonly problem = <p class="problem" role="alert" />;
  private readonly news = <p class="unseen" role="status" />;
  private readonly form: ReplyForm;
  private readonly timer = setInterval(() => this.seen && this.refresh(), REFRESH);
  readonly element: HTMLElement;

  constructor(
    private readonly visit: Visit,
    private ticket: Ticket,
    zone: EventTarget,
    onComment: (number: string) => void,
  ) {
    const { number, subject } = ticket;
    const comment = (said: object) => visit.own<Message>(`${addressOf(number)}/comments`, said);
    this.form = new ReplyForm(ticket, {
      api: { comment, announce: visit.announce },
      zone,
      onSent: (message) => {
        this.said(message);
        onComment(number);
        this.refresh();
      },
      onRefused: () => this.refresh(),
    });
    this.element = (
      <section>
        <small>
          <bdi>{number}</bdi>
        </small>
        <h2 tabindex="-1" dir="auto">
          {subject}
        </h2>
        {this.status}
        {this.problem}
        {this.conversation.element}
        {this.form.element}
        {this.news}
      </section>
    );
    this.show(ticket);
  }

  async refresh() {
    try {
      this.show(await this.visit.own<Ticket>(addressOf(this.ticket.number)));
      this.problem.textContent = '';
    } catch (error) {
      if (!(error instanceof Refused)) this.problem.textContent = text.stale;
    }
  }

  leave() {
    clearInterval(this.timer);
  }

  private get seen(): boolean {
    return document.visibilityState === 'visible' && !!this.element.getClientRects().length;
  }

  /** His own is no news. */
  private said(message: Message) {
    this.show({ ...this.ticket, messages: [...this.ticket.messages, message] }, '');
  }

  /** The form is far below a long conversation. */
  private shortcut({ may_comment, messages }: Ticket) {
    const toForm = () => this.form.element.querySelector('textarea')?.focus();
    return may_comment && messages.length > 3 ? [<button onClick={toForm}>{text.write}</button>] : [];
  }

  private show(ticket: Ticket, news = newsOf(this.ticket, ticket)) {
    if (news) this.news.textContent = news;
    this.status.replaceChildren(<Badge status={ticket.status} />, text[`${ticket.status}_means`], ...this.shortcut(ticket));
    this.conversation.show(ticket);
    this.form.show(ticket);
    this.ticket = ticket;
  }
}

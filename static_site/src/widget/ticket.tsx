import { fill } from '../shared/fill';
import { Refused, type Message, type Ticket } from '../talk/api';
import { keepFresh } from '../talk/fresh';
import { h, renew } from '../talk/h';
import { talk } from '../talk/Talk';
import type { View } from './frame';
import { Badge } from './tickets';
import * as visit from './visit';
import { text } from './words';

export function addressOf(number: string): string {
  return `/tickets/${encodeURIComponent(number)}`;
}

/** One of his own, kept like it is while it is looked at. */
export function ticketView(ticket: Ticket, zone: EventTarget, onComment: (number: string) => void): View {
  const { number, subject } = ticket;
  const address = addressOf(number);
  const api = {
    comment: (said: object) => visit.own<Message>(`${address}/comments`, said),
    announce: visit.announce,
  };
  const talking = talk(ticket, api, zone, () => fresh.refresh(), () => onComment(number));
  const problem = <p class="problem" role="alert" />;
  let status = <p />;
  const element = (
    <section>
      <small>
        <bdi>{number}</bdi>
      </small>
      <h2 tabindex="-1" dir="auto">
        {subject}
      </h2>
      {status}
      {problem}
      {talking.elements}
    </section>
  );

  const show = (ticket: Ticket) => {
    const now = (
      <p class="row">
        <Badge status={ticket.status} />
        {text[`${ticket.status}_means`]}
        {talking.shortcut(ticket)}
      </p>
    );
    status = renew(status, now);
    problem.textContent = '';
    talking.show(ticket);
  };
  const failed = (error: unknown) => {
    problem.textContent = text.stale;
    if (!(error instanceof Refused && error.status === 404)) return;
    fresh.leave();
    problem.textContent = fill(text.no_ticket, { number });
    element.replaceChildren(problem, talking.rest());
  };
  const fresh = keepFresh(element, (known) => visit.own<Ticket>(address + known), show, failed, ticket);
  show(ticket);
  return { element, ...fresh };
}

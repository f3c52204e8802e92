import type { Ticket } from '../talk/api';
import { h, type Child } from '../talk/h';
import { Time } from '../talk/Time';
import { text } from './words';

export function Header({ ticket, shortcut }: { ticket: Ticket; shortcut: Child }) {
  const { desk, number, subject, status } = ticket;
  return (
    <header>
      <p class="band">
        <strong dir="auto">{desk.name}</strong> <bdi>{number}</bdi>
      </p>
      <div class="about">
        <h1 dir="auto">{subject}</h1>
        <p>
          {text[`${status}_means`]}
          {shortcut}
        </p>
        <Progress ticket={ticket} />
      </div>
    </header>
  );
}

function Progress({ ticket }: { ticket: Ticket }) {
  return (
    <ol class="progress" aria-label={text.status}>
      {ticket.progress.map(({ status, at }) => (
        <li class={at && 'reached'} aria-current={status === ticket.status && 'step'}>
          {text[status]} {at && <Time of={at} />}
        </li>
      ))}
    </ol>
  );
}

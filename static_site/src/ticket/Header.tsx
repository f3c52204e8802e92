import type { Ticket } from '../talk/api';
import { h } from '../talk/h';
import { Time } from '../talk/Time';
import { text } from './words';

export function Header({ ticket }: { ticket: Ticket }) {
  const { desk, number, subject, status, may_comment, messages } = ticket;
  return (
    <header>
      <p class="band">
        <strong dir="auto">{desk.name}</strong> <bdi>{number}</bdi>
      </p>
      <div class="about">
        <h1 dir="auto">{subject}</h1>
        <p>
          {text[`${status}_means`]}
          {may_comment && messages.length > 3 && <button onClick={toForm}>{text.write}</button>}
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

/** No link to an anchor: the fragment holds the token. */
function toForm() {
  document.getElementById('message')?.focus();
}

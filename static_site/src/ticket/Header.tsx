import type { TicketPage } from './api';
import { Progress } from './Progress';
import type { Words } from './words';

export function Header({ page, words }: { page: TicketPage; words: Words }) {
  const { desk, number, subject, status, may_comment, messages } = page;
  return (
    <header>
      <div class="band">
        <p>
          <strong dir="auto">{desk.name}</strong> <bdi>{number}</bdi>
        </p>
      </div>
      <div class="about">
        <h1 dir="auto">{subject}</h1>
        <p>
          {words.text[`${status}_means`]}
          {may_comment && messages.length > 3 && <button onClick={toForm}>{words.text.write}</button>}
        </p>
        <Progress page={page} words={words} />
      </div>
    </header>
  );
}

/** No link to an anchor: the fragment holds the token. */
function toForm() {
  document.getElementById('message')?.focus();
}

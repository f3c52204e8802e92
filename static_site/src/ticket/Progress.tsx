import type { TicketPage } from './api';
import { Time } from './Time';
import type { Words } from './words';

export function Progress({ page, words }: { page: TicketPage; words: Words }) {
  return (
    <ol class="progress" aria-label={words.text.status}>
      {page.progress.map(({ status, at }) => (
        <li key={status} class={at ? 'reached' : ''} aria-current={status === page.status ? 'step' : undefined}>
          {words.text[status]} {at && <Time of={at} words={words} />}
        </li>
      ))}
    </ol>
  );
}

import { fill } from '../shared/fill';
import { h } from '../talk/h';
import type { Sent } from './form';
import type { View } from './frame';
import { text } from './words';

/** What happens next. `email` is where the answer goes, if anywhere. */
interface Happened {
  sent: Sent;
  email: string | undefined;
  onAnother(): void;
  onMine: (() => void) | false;
}

export function sentView({ sent, email, onAnother, onMine }: Happened): View {
  const [before, after] = text.number.split('{number}');
  const element = (
    <section class="done">
      <h2 tabindex="-1">{text.thanks}</h2>
      <p>
        {text.received} {email ? fill(text.answer_by_email, { email }) : text.answer_here}
      </p>
      <p class="help">
        {before}
        <bdi>{sent.number}</bdi>
        {after}
      </p>
      <a class="button main" href={sent.url} target="_blank" rel="noopener noreferrer">
        {text.see}
      </a>
      {onMine && <button onClick={onMine}>{text.mine}</button>}
      <button onClick={onAnother}>{text.another}</button>
    </section>
  );
  return { element };
}

import { Refused } from '../talk/api';
import { h } from '../talk/h';
import type { View } from './frame';
import { text } from './words';

const SLOW = 6_000;

/** Until the desk has answered. */
export class Waiting implements View {
  readonly element = (
    <div class="loading" tabindex="-1" role="status" aria-label={text.loading}>
      <i />
      <i />
      <i />
    </div>
  );
  private readonly timer: number;

  constructor(onRetry: () => void) {
    this.timer = window.setTimeout(() => this.element.append(text.slow, ' ', again(onRetry)), SLOW);
  }

  leave() {
    clearTimeout(this.timer);
  }
}

/** Why there is nothing to see: told to the visitor, and to the site's programmer what is his to mend. */
export async function refusal(error: unknown, address: string, onRetry: () => void): Promise<View> {
  const status = error instanceof Refused ? error.status : 0;
  const shut = status === 403 || (!status && (await answers(address)));
  if (status === 404) console.error('Deskhand: there is no desk with the token in data-desk.');
  if (shut) console.error(`Deskhand: the desk lists the sites that may have its widget: add ${location.origin} to them, or it had trouble answering.`);
  const [title, help] = shut || status === 404 ? [text.not_here, text.not_here_help] : [text.trouble, text.trouble_help];
  return {
    refresh: onRetry,
    element: (
      <section role="alert">
        <h2 tabindex="-1">{title}</h2>
        <p class="help">{help}</p>
        {again(onRetry)}
      </section>
    ),
  };
}

/** A page that may not have the widget can't read the refusal, but sees that there is an answer. */
function answers(address: string): Promise<boolean> {
  return fetch(address, { mode: 'no-cors' }).then(
    () => true,
    () => false,
  );
}

function again(onRetry: () => void) {
  return <button onClick={onRetry}>{text.retry}</button>;
}

import { Refused } from '../talk/api';
import { h } from '../talk/h';
import type { View } from './frame';
import { address } from './visit';
import { text } from './words';

const SLOW = 6_000;

/** Until the desk has answered. */
export function waiting(onRetry: () => void): View {
  const element = (
    <div class="loading" tabindex="-1" role="status" aria-label={text.loading}>
      <i />
      <i />
      <i />
    </div>
  );
  const timer = setTimeout(() => element.append(text.slow, ' ', again(onRetry)), SLOW);
  return { element, leave: () => clearTimeout(timer) };
}

/** Why there is nothing to see: told to the visitor, and to the site's programmer what is his to mend. */
export async function refusal(error: unknown, onRetry: () => void): Promise<View> {
  const status = error instanceof Refused ? error.status : 0;
  const shut = status === 403 || (!status && (await answers()));
  if (status === 404) console.error('Deskhand: there is no desk with the token in data-desk.');
  if (shut) console.error(`Deskhand: the desk does not list ${location.origin} as a site of its widget, or it had trouble answering.`);
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
function answers(): Promise<boolean> {
  return fetch(address, { mode: 'no-cors' }).then(
    () => true,
    () => false,
  );
}

function again(onRetry: () => void) {
  return <button onClick={onRetry}>{text.retry}</button>;
}

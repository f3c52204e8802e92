import { h } from '../talk/h';
import { text } from './words';

/** In place of the page. */
export function notice(title: string, says: string[], onRetry?: () => void) {
  document.title = title;
  document.body.replaceChildren(
    <main class="notice">
      <div role="alert">
        <h1>{title}</h1>
      </div>
      {says.map((each) => (
        <p>{each}</p>
      ))}
      {onRetry && <button onClick={onRetry}>{text.retry}</button>}
    </main>,
  );
}

/** A link that does not work now never will. */
export function badLink(replaced: boolean) {
  if (replaced) notice(text.new_link, [text.new_link_why, text.link_help]);
  else notice(text.bad_link, [text.bad_link_why, text.link_help]);
}

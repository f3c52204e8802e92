import { h, type Child } from '../talk/h';
import { text } from './words';

/** In place of the page. */
export function notice(title: string, says: string[], below: Child) {
  document.title = title;
  document.body.replaceChildren(
    <main class="notice">
      <div role="alert">
        <h1>{title}</h1>
      </div>
      {says.map((each) => (
        <p>{each}</p>
      ))}
      {below}
    </main>,
  );
}

/** A link that does not work now never will. `rest` is what was being typed by it. */
export function badLink(replaced: boolean, rest?: Child) {
  if (replaced) notice(text.new_link, [text.new_link_why, text.link_help], rest);
  else notice(text.bad_link, [text.bad_link_why, text.link_help], rest);
}

export function again(onRetry: () => void) {
  return <button onClick={onRetry}>{text.retry}</button>;
}

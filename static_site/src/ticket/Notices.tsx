import type { ComponentChildren } from 'preact';
import type { Words } from './words';

interface Spoken {
  words: Words;
}

export function BadLink({ words: { text } }: Spoken) {
  return (
    <Notice title={text.bad_link}>
      <p>{text.bad_link_why}</p>
      <p>{text.bad_link_help}</p>
    </Notice>
  );
}

export function Trouble({ words: { text }, onRetry }: Spoken & { onRetry: () => void }) {
  return (
    <Notice title={text.trouble}>
      <p>{text.trouble_help}</p>
      <button onClick={onRetry}>{text.retry}</button>
    </Notice>
  );
}

export function Stale({ words: { text }, onRetry }: Spoken & { onRetry: () => void }) {
  return (
    <p class="stale" role="alert">
      {text.stale} <button onClick={onRetry}>{text.retry}</button>
    </p>
  );
}

export function Loading({ words: { text } }: Spoken) {
  return (
    <main class="loading">
      <p class="unseen" role="status">
        {text.loading}
      </p>
      <i />
      <i />
      <i />
    </main>
  );
}

function Notice({ title, children }: { title: string; children: ComponentChildren }) {
  document.title = title;
  return (
    <main class="notice">
      <div role="alert">
        <h1>{title}</h1>
      </div>
      {children}
    </main>
  );
}

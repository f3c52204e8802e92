import { filename, size } from '../shared/format';
import type { Message } from './api';
import { h } from './h';
import { linked, rich } from './rich';
import { Time } from './Time';
import { locale, text } from './words';

export function MessageCard({ message, desk }: { message: Message; desk: string }) {
  const { author, attachments, automatic, created_at, cut } = message;
  const ours = author.kind !== 'customer';
  const name = author.name || (ours ? desk : text.customer);
  return (
    <article class={`${ours ? 'ours' : 'theirs'} ${automatic ? 'automatic' : ''}`}>
      <p class="by">
        <b class="face" aria-hidden="true">
          {[...name][0]}
        </b>
        <span>
          <strong dir="auto">{name}</strong> <small>{automatic ? text.automatic : ours && name !== desk && desk}</small>
          <Time of={created_at} />
        </span>
      </p>
      {said(message)}
      {cut && <small>{text.cut}</small>}
      {attachments[0] && <Files files={attachments} />}
    </article>
  );
}

/** Operators write with formatting; of a customer's mail the text is what he newly wrote. */
function said({ author, html, text: plain }: Message) {
  const drawn = rich(html);
  const formatted = drawn && (
    <div class="said" dir="auto">
      {drawn}
    </div>
  );
  if (formatted && (author.kind === 'operator' || !plain)) return formatted;
  return [
    <div class="said plain" dir="auto">
      {linked(plain)}
    </div>,
    formatted && (
      <details>
        <summary>{text.whole}</summary>
        {formatted}
      </details>
    ),
  ];
}

/** In a tab of their own: an address that has run out must not take the place of what was typed. */
function Files({ files }: { files: Message['attachments'] }) {
  return (
    <ul class="files" aria-label={text.files}>
      {files.map((file) => (
        <li>
          <a href={file.url} target="_blank" rel="noopener noreferrer">
            <bdi>{filename(file.filename)}</bdi>
          </a>{' '}
          <small>{size(file.size, locale)}</small>
        </li>
      ))}
    </ul>
  );
}

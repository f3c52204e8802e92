import { linked, rich } from '../shared/rich';
import type { Message } from './api';
import { Files } from './Files';
import { Time } from './Time';
import type { Words } from './words';

interface Props {
  message: Message;
  desk: string;
  words: Words;
}

export function MessageCard({ message, desk, words }: Props) {
  const { author, attachments, automatic, created_at } = message;
  const { text } = words;
  const ours = author.kind !== 'customer';
  const name = author.name || (ours ? desk : text.customer);
  return (
    <article class={`${ours ? 'ours' : 'theirs'} ${automatic ? 'automatic' : ''}`}>
      <p class="by">
        <b class="face" aria-hidden="true">
          {[...name][0]}
        </b>
        <span>
          <strong dir="auto">{name}</strong>{' '}
          <small>{automatic ? text.automatic : ours && name !== desk ? desk : ''}</small>
        </span>
        <Time of={created_at} words={words} />
      </p>
      <Said message={message} words={words} />
      {attachments.length > 0 && <Files files={attachments} words={words} />}
    </article>
  );
}

/** Operators write with formatting; of a customer's mail the text is what he newly wrote. */
function Said({ message: { author, html, text }, words }: Omit<Props, 'desk'>) {
  if (html && (author.kind === 'operator' || !text)) return <div class="said" dir="auto">{rich(html)}</div>;
  return (
    <>
      <div class="said plain" dir="auto">
        {linked(text)}
      </div>
      {html && (
        <details>
          <summary>{words.text.whole}</summary>
          <div class="said" dir="auto">
            {rich(html)}
          </div>
        </details>
      )}
    </>
  );
}

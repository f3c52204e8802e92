import { filename, size } from '../shared/format';
import type { Message } from './api';
import type { Words } from './words';

/** In a tab of their own: an address that has run out must not take the place of what was typed. */
export function Files({ files, words }: { files: Message['attachments']; words: Words }) {
  return (
    <ul class="files" aria-label={words.text.files}>
      {files.map((file) => (
        <li key={file.id}>
          <a href={file.url} target="_blank" rel="noopener noreferrer">
            <bdi>{filename(file.filename)}</bdi>
          </a>{' '}
          <small>{size(file.size, words.locale)}</small>
        </li>
      ))}
    </ul>
  );
}

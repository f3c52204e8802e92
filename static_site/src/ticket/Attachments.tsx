import { filename, size } from '../shared/format';
import { fill } from '../shared/language';
import { LARGEST_FILE, MOST_FILES } from '../shared/upload';
import type { Attaching } from './attaching';
import type { Words } from './words';

export function Picker({ words, onPick }: { words: Words; onPick: (files: File[]) => void }) {
  const { text, locale } = words;
  const limits = fill(text.limits, { count: `${MOST_FILES}`, size: size(LARGEST_FILE, locale) });
  const pick = (input: HTMLInputElement) => {
    onPick([...(input.files ?? [])]);
    input.value = ''; // so that the same file can be chosen again
  };
  return (
    <>
      <label class="button">
        {text.attach}
        <input
          class="unseen"
          type="file"
          multiple
          aria-describedby="limits"
          onChange={({ currentTarget }) => pick(currentTarget)}
        />
      </label>
      <small id="limits">{limits}</small>
    </>
  );
}

interface ListProps {
  files: Attaching[];
  words: Words;
  onRemove: (file: Attaching) => void;
}

export function AttachingList({ files, words, onRemove }: ListProps) {
  const { text, locale } = words;
  if (!files.length) return null;
  return (
    <ul class="files" aria-label={text.files}>
      {files.map((attaching) => {
        const name = filename(attaching.file.name);
        return (
          <li key={attaching}>
            <bdi>{name}</bdi> <small>{size(attaching.file.size, locale)}</small>
            <State of={attaching} name={name} words={words} />
            <button type="button" aria-label={fill(text.remove, { name })} onClick={() => onRemove(attaching)}>
              ×
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function State({ of: { share, failed }, name, words: { text } }: { of: Attaching; name: string; words: Words }) {
  if (failed) return <small class="problem">{text.file_failed}</small>;
  if (share === 1) return <small>{text.uploaded}</small>;
  return <progress value={share} aria-label={name} />;
}

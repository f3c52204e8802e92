import { exactly, when } from '../shared/format';
import type { Words } from './words';

export function Time({ of, words: { locale } }: { of: string; words: Words }) {
  return (
    <time dateTime={of} title={exactly(of, locale)}>
      {when(of, locale)}
    </time>
  );
}

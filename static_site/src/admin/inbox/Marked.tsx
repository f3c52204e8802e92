import { Fragment } from 'react';

/** The text with the words marked that were looked for. */
export function Marked({ text, words }: { text: string; words: RegExp | null }) {
  if (!words) return text;
  const { plain, places } = folded(text);
  const found = [...plain.matchAll(words)].map((hit) => [places[hit.index] ?? 0, places[hit.index + hit[0].length] ?? text.length] as const);
  return (
    <>
      {found.map(([from, to], at) => (
        <Fragment key={from}>
          {text.slice(found[at - 1]?.[1] ?? 0, from)}
          <mark>{text.slice(from, to)}</mark>
        </Fragment>
      ))}
      {text.slice(found.at(-1)?.[1] ?? 0)}
    </>
  );
}

/** The words of a query that a ticket may hold: not `status:open`, not `-smoke`. */
export function wordsOf(q: string): RegExp | null {
  const terms = q.match(/-?(?:\p{L}+:)?(?:"[^"]*"|[^\s"]+)/gu) ?? [];
  const wanted = terms.filter((term) => !term.startsWith('-') && !/^(status|tag|desk|after|before|from):/i.test(term));
  const words = wanted.flatMap((term) => folded(term).plain.match(/[\p{L}\p{N}]+/gu) ?? []);
  if (words.length === 0) return null;
  const cased = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
  const patterns = words.map((word) => (cased.test(word) ? word : `(?<![\\p{L}\\p{N}])${word}`));
  return new RegExp(patterns.join('|'), 'gu');
}

/** Without case and accents, and where in the text each unit of it comes from. */
function folded(text: string): { plain: string; places: number[] } {
  let plain = '';
  const places: number[] = [];
  let place = 0;
  for (const letter of text) {
    const bare = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    for (let unit = 0; unit < bare.length; unit++) places.push(place);
    plain += bare;
    place += letter.length;
  }
  places.push(place);
  return { plain, places };
}

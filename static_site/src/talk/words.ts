import english from './texts/en.json';

/** What page and widget both say; each of them adds its own. Filled anew when another language is spoken. */
export const text = { ...english };
export let language = 'en';
/** For Intl: as the reader's browser has it (en-GB), where that is the language spoken. */
export let locale = 'en';

let asked = 'en';

const LANGUAGES = 'ar cs de en es fr it ja nl pl pt tr uk'.split(' ');

/** The first wanted language that we speak, else English. */
export function understood(...wanted: readonly string[]): string {
  return wanted.map(primary).find((each) => LANGUAGES.includes(each)) ?? 'en';
}

/** English is within the script, as `own` is; others are files beside it, in `texts/` of `base`. The last call counts. */
export async function speak(wanted: string, own: object, base = ''): Promise<void> {
  asked = wanted;
  const said = wanted === 'en' ? { ...english, ...own } : await read(`${base}texts/${wanted}.${__TEXTS__}.json`);
  if (!said || asked !== wanted) return;
  Object.assign(text, said);
  language = wanted;
  locale = navigator.languages.find((tag) => primary(tag) === wanted) ?? wanted;
}

/** A page in English is better than none. */
function read(file: string): Promise<object | void> {
  return fetch(file)
    .then((response) => response.json())
    .catch(() => {});
}

function primary(tag: string): string {
  return tag.slice(0, 2).toLowerCase();
}

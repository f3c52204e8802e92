import * as talk from '../talk/words';
import english from './texts/en.json';
import type { Desk } from './visit';

export const text = Object.assign(talk.text, english);

/** The texts of other languages are files beside this script. */
const BESIDE = new URL('.', import.meta.url).href;

/** Speaks the desk's language, or its visitors' if it prefers that; until the desk is there, what they may want.
    `said` is what the script tag says, and overrules all. */
export async function inLanguageOf(desk: Promise<Desk>, said = ''): Promise<Desk> {
  const theirs = [document.documentElement.lang, ...navigator.languages];
  const guessed = speak(said, ...theirs);
  const loaded = await desk.finally(() => guessed);
  const { language, visitors_language } = loaded;
  await speak(said, ...(visitors_language ? [] : [language]), ...theirs, language);
  return loaded;
}

async function speak(...wanted: string[]) {
  await talk.speak(talk.understood(...wanted), english, BESIDE);
}

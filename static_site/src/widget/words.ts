import * as talk from '../talk/words';
import english from './texts/en.json';

export const text = Object.assign(talk.text, english);

/** Of the places from which texts are had: beside this script. */
const BESIDE = import.meta.url.replace(/[^/]*$/, '');

export async function speak(...wanted: string[]): Promise<void> {
  await talk.speak(talk.understood(...wanted), english, BESIDE);
}

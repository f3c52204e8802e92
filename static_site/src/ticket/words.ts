import * as talk from '../talk/words';
import english from './texts/en.json';

export const text = Object.assign(talk.text, english);

export async function speak(language: string): Promise<void> {
  await talk.speak(language, english);
  const { documentElement } = document;
  documentElement.lang = talk.language;
  documentElement.dir = text.direction;
}

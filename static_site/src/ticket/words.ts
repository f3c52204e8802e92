import { speak, type Words as Spoken } from '../shared/language';
import de from './texts/de.json';
import en from './texts/en.json';
import pl from './texts/pl.json';

export type Words = Spoken<typeof en>;

export function wordsIn(...languages: readonly string[]): Words {
  return speak<typeof en>({ en, de, pl }, languages);
}

import { useSyncExternalStore } from 'react';
import { fill } from '../../shared/language';
import en from './en';

/** A text with `{gaps}`, or one for each plural category of the language (CLDR). */
export type Text = string | Partial<Record<Intl.LDMLPluralRule, string>>;
type Sections = typeof en;
/** Every section of every language has just the keys that English has. */
export type Dictionary = { [S in keyof Sections]: Record<keyof Sections[S], Text> };
export type Key = { [S in keyof Sections]: `${S & string}.${keyof Sections[S] & string}` }[keyof Sections];
export type Values = Record<string, string | number>;

export const LANGUAGES = { en: 'English', pl: 'Polski' } as const;
export type Language = keyof typeof LANGUAGES;
const REMEMBERED = 'deskhand.language';

const dictionaries: Record<Language, () => Promise<Dictionary>> = {
  en: async () => en,
  pl: async () => (await import('./pl')).default,
};

let language: Language = 'en';
let dictionary: Dictionary = en;
let plurals = new Intl.PluralRules('en');
const listeners = new Set<() => void>();

/** The language that the operator chose in this browser, else the browser's. */
export function wantedLanguage(): Language {
  const wanted = [localStorage.getItem(REMEMBERED) ?? '', ...navigator.languages];
  return wanted.map((tag) => tag.slice(0, 2)).find((tag): tag is Language => tag in LANGUAGES) ?? 'en';
}

export async function speak(wanted: Language): Promise<void> {
  dictionary = await dictionaries[wanted]();
  language = wanted;
  plurals = new Intl.PluralRules(wanted);
  document.documentElement.lang = wanted;
  for (const listener of listeners) listener();
}

export async function choose(wanted: Language): Promise<void> {
  localStorage.setItem(REMEMBERED, wanted);
  await speak(wanted);
}

/** The page is drawn anew when it changes, so `t` may be called anywhere. */
export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, () => language);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** For Intl: as the browser has it (en-GB), where that is the language of the page. */
export function locale(): string {
  return navigator.languages.find((tag) => tag.slice(0, 2) === language) ?? language;
}

/** `t('inbox.selected', { count: 3 })`: `count` also chooses among plurals. */
export function t(key: Key, values: Values = {}): string {
  const [section, name] = key.split('.') as [keyof Sections, never];
  const text: Text = dictionary[section][name];
  const chosen = typeof text === 'string' ? text : plural(text, Number(values.count));
  return fill(chosen, shown(values));
}

function plural(text: Exclude<Text, string>, count: number): string {
  return text[plurals.select(count)] ?? text.other ?? '';
}

function shown(values: Values): Record<string, string> {
  const entries = Object.entries(values);
  return Object.fromEntries(entries.map(([name, value]) => [name, value.toLocaleString(locale())]));
}

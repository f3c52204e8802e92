import { fill } from '../../shared/fill';
import { Store, useStore } from '../parts/store';
import common from './en/common.json';
import inbox from './en/inbox.json';
import palette from './en/palette.json';
import shell from './en/shell.json';

/** A text with `{gaps}`, or one for each plural category of the language (CLDR). */
export type Text = string | Partial<Record<Intl.LDMLPluralRule, string>>;

interface Sections {
  common: typeof import('./en/common.json');
  shell: typeof import('./en/shell.json');
  palette: typeof import('./en/palette.json');
  inbox: typeof import('./en/inbox.json');
  ticket: typeof import('./en/ticket.json');
  talk: typeof import('./en/talk.json');
  writing: typeof import('./en/writing.json');
  people: typeof import('./en/people.json');
  settings: typeof import('./en/settings.json');
}
export type Section = keyof Sections;
export type Key = { [S in Section]: `${S}.${keyof Sections[S] & string}` }[Section];
export type Values = Record<string, string | number>;
type Dictionary = Partial<Record<Section, Record<string, Text>>>;

export const LANGUAGES = { en: 'English', pl: 'Polski' } as const;
export type Language = keyof typeof LANGUAGES;
const REMEMBERED = 'deskhand.language';

/** What the first page says comes with it in English; the rest when it is wanted. */
const FIRST: Dictionary = { common, shell, palette, inbox };
const files = import.meta.glob<Record<string, Text>>(['./en/{ticket,talk,writing,people,settings}.json', './pl/*.json'], { import: 'default' });

const spoken = new Store<{ language: Language }>({ language: 'en' });
let dictionary: Dictionary = FIRST;
let plurals = new Intl.PluralRules('en');
const wanted = new Set(Object.keys(FIRST) as Section[]);

/** The language that the operator chose in this browser, else the browser's. */
export function wantedLanguage(): Language {
  const liked = [localStorage.getItem(REMEMBERED) ?? '', ...navigator.languages];
  return liked.map((tag) => tag.slice(0, 2)).find((tag): tag is Language => tag in LANGUAGES) ?? 'en';
}

export async function speak(now: Language): Promise<void> {
  const known = await sectionsIn(now, [...wanted]);
  dictionary = { ...dictionary, ...known };
  plurals = new Intl.PluralRules(now);
  document.documentElement.lang = now;
  spoken.set({ language: now });
}

/** Before a page says something of these sections. */
export async function learn(...sections: Section[]): Promise<void> {
  for (const section of sections) wanted.add(section);
  const { language } = spoken.get();
  const known = await sectionsIn(language, sections);
  if (language !== spoken.get().language) return learn(...sections);
  dictionary = { ...dictionary, ...known };
}

async function sectionsIn(language: Language, sections: readonly Section[]): Promise<Dictionary> {
  const known = sections.map(async (section) => [section, await sectionIn(language, section)] as const);
  return Object.fromEntries(await Promise.all(known));
}

async function sectionIn(language: Language, section: Section): Promise<Record<string, Text> | undefined> {
  return files[`./${language}/${section}.json`]?.() ?? FIRST[section];
}

export async function choose(now: Language): Promise<void> {
  localStorage.setItem(REMEMBERED, now);
  await speak(now);
}

/** The page is drawn anew when it changes, so `t` may be called anywhere. */
export function useLanguage(): Language {
  return useStore(spoken).language;
}

/** For Intl: as the browser has it (en-GB), where that is the language of the page. */
export function locale(): string {
  const { language } = spoken.get();
  return navigator.languages.find((tag) => tag.slice(0, 2) === language) ?? language;
}

/** `t('inbox.selected', { count: 3 })`: `count` also chooses among plurals. */
export function t(key: Key, values: Values = {}): string {
  const [section, name] = key.split('.') as [Section, string];
  const text = dictionary[section]?.[name] ?? key;
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

export interface Dictionary {
  direction: string;
}

export interface Words<D extends Dictionary> {
  text: D;
  /** For Intl: as the reader's browser has it (en-GB), where that is the dictionary's language. */
  locale: string;
}

/** The first wanted language that there is a dictionary for, else English; told to the document. */
export function speak<D extends Dictionary>(
  dictionaries: { en: D } & Record<string, D>,
  wanted: readonly string[],
): Words<D> {
  const known = wanted.map(primary).find((language) => Object.hasOwn(dictionaries, language)) ?? 'en';
  const text = dictionaries[known] ?? dictionaries.en;
  document.documentElement.lang = known;
  document.documentElement.dir = text.direction;
  return { text, locale: navigator.languages.find((tag) => primary(tag) === known) ?? known };
}

/** `fill('{n} files', {n: 3})` */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/{(\w+)}/g, (whole, name: string) => values[name] ?? whole);
}

function primary(tag: string): string {
  return tag.slice(0, 2);
}

import type { Schemas } from '../../api/client';

export type Category = Schemas['Category'];

export function named(name: string, others: readonly Category[]): Category {
  return { code: codeOf(name, others), name, colour: '#868e96', default_assignee: null, help_text: '' };
}

/** "Zwroty i reklamacje" is `zwroty-i-reklamacje`; one that another has gets a number. */
export function codeOf(name: string, others: readonly Category[]): string {
  const plain = name.normalize('NFKD').replace(/ł/gi, 'l').replace(/ß/g, 'ss').toLowerCase();
  const code = plain.replace(/[\u0300-\u036f]/g, '').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 36) || 'category';
  const taken = new Set(others.map((each) => each.code));
  let free = code;
  for (let nr = 2; taken.has(free); nr++) free = `${code}-${nr}`;
  return free;
}

export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const left = items.filter((_, at) => at !== from);
  return [...left.slice(0, to), ...items.slice(from, from + 1), ...left.slice(to)];
}

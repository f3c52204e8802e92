import type { SuggestionOptions } from '@tiptap/suggestion';
import type { Offered } from './Editor';
import { Store } from '../parts/store';

/** The list that is open while one types `/` or `@`. */
export interface Shown {
  label: string;
  items: readonly Offered[];
  at: number;
  place: DOMRect | null;
  take: (item: Offered) => void;
}
export type Suggesting = Store<{ shown: Shown | null }>;

const MOST = 8;

export function newSuggesting(): Suggesting {
  return new Store<{ shown: Shown | null }>({ shown: null });
}

/** Those whose name has a word that begins so first. */
export function matching(items: readonly Offered[], query: string): Offered[] {
  const wanted = folded(query);
  const names = items.map((item) => ({ item, name: folded(item.label) })).filter(({ name }) => name.includes(wanted));
  const begins = (name: string) => Number(!` ${name}`.includes(` ${wanted}`));
  return names.sort((one, two) => begins(one.name) - begins(two.name)).slice(0, MOST).map(({ item }) => item);
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

type Rendered = ReturnType<NonNullable<SuggestionOptions<Offered, Offered>['render']>>;

/** Drawn by <Suggestions>, beside the text. */
export function rendered(suggesting: Suggesting, label: string): Rendered {
  const show: NonNullable<Rendered['onStart']> = ({ items, clientRect, command }) =>
    suggesting.set({ shown: { label, items, at: 0, place: clientRect?.() ?? null, take: command } });
  const hide = () => suggesting.set({ shown: null });
  return { onStart: show, onUpdate: show, onExit: hide, onKeyDown: ({ event }) => steered(suggesting, event) };
}

function steered(suggesting: Suggesting, event: KeyboardEvent): boolean {
  const { shown } = suggesting.get();
  if (!shown || shown.items.length === 0) return false;
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step) {
    const at = (shown.at + step + shown.items.length) % shown.items.length;
    suggesting.set({ shown: { ...shown, at } });
    return true;
  }
  const item = shown.items[shown.at];
  if (!item || event.ctrlKey || event.metaKey || (event.key !== 'Enter' && event.key !== 'Tab')) return false;
  shown.take(item);
  return true;
}

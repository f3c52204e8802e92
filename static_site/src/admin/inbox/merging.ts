import type { Page, Pages, Row } from './list';
import { rowsOf } from './list';
import type { Sort } from './question';
import { PRIORITIES } from '../parts/badges';

/** The list with its first page as it is now: what came in is there, what left is gone, and what
 * was pushed off the page stands behind it. */
export function withFirstPage(pages: Pages, first: Page, sort: Sort): Pages {
  if (pages.pages.length < 2 || !first.cursor) return kept(pages, { pages: [first], pageParams: [null] });
  const ids = new Set(first.items.map((row) => row.id));
  const last = first.items.at(-1);
  const pushed = (pages.pages[0]?.items ?? []).filter((row) => !ids.has(row.id) && last && comesAfter(row, last, sort));
  const others = pages.pages.slice(1).map((page) => ({ ...page, items: page.items.filter((row) => !ids.has(row.id)) }));
  return kept(pages, { ...pages, pages: [{ ...first, items: [...first.items, ...pushed] }, ...others] });
}

/** The same rows where they are, with what is new of each. */
export function withNewsOf(pages: Pages, first: Page): Pages {
  const news = new Map(first.items.map((row) => [row.id, row]));
  const updated = pages.pages.map((page) => ({ ...page, items: page.items.map((row) => news.get(row.id) ?? row) }));
  return kept(pages, { ...pages, pages: updated });
}

/** How many tickets of the page are not in the list. */
export function missing(pages: Pages, first: Page): number {
  const known = new Set(rowsOf(pages).map((row) => row.id));
  return first.items.filter((row) => !known.has(row.id)).length;
}

/** What did not change stays the same object, so that it is not drawn again. */
function kept(before: Pages, after: Pages): Pages {
  const known = new Map(rowsOf(before).map((row) => [row.id, row]));
  const old = (row: Row) => {
    const was = known.get(row.id);
    return was && (was === row || JSON.stringify(was) === JSON.stringify(row)) ? was : row;
  };
  return { ...after, pages: after.pages.map((page) => ({ ...page, items: page.items.map(old) })) };
}

function comesAfter(row: Row, other: Row, sort: Sort): boolean {
  const order = compared(row, other, sort.replace('-', ''));
  return sort.startsWith('-') ? order < 0 : order > 0;
}

function compared(one: Row, other: Row, by: string): number {
  if (by === 'priority') {
    const urgency = PRIORITIES.indexOf(one.priority) - PRIORITIES.indexOf(other.priority);
    return urgency || compared(one, other, 'created_at');
  }
  const field = by === 'due' ? 'snoozed_until' : by === 'created_at' ? 'created_at' : 'updated_at';
  return (one[field] ?? '') < (other[field] ?? '') ? -1 : 1;
}

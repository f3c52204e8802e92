import { useState } from 'react';
import type { Row } from './list';

export interface Selection {
  rows: readonly Row[];
  has: (id: string) => boolean;
  toggle: (id: string, upTo?: boolean) => void;
  toggleAll: () => void;
  clear: () => void;
}

/** Tickets that something is about to be done with; what left the list is not among them. */
export function useSelection(rows: readonly Row[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const [last, setLast] = useState<string | null>(null);
  const selected = rows.filter((row) => ids.has(row.id));

  const toggle = (id: string, upTo = false) => {
    const next = new Set(ids);
    const chosen = upTo && last ? between(rows, last, id) : [id];
    for (const each of chosen) ids.has(id) ? next.delete(each) : next.add(each);
    setIds(next);
    setLast(id);
  };
  return {
    rows: selected,
    has: (id) => ids.has(id),
    toggle,
    toggleAll: () => setIds(new Set(selected.length === rows.length ? [] : rows.map((row) => row.id))),
    clear: () => setIds(new Set()),
  };
}

function between(rows: readonly Row[], one: string, other: string): string[] {
  const [from, to] = [one, other].map((id) => rows.findIndex((row) => row.id === id)).sort((a, b) => a - b);
  if (from === undefined || to === undefined || from < 0) return [other];
  return rows.slice(from, to + 1).map((row) => row.id);
}

import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import type { View } from '../app/views';
import { chosen, isSaved, questionOf, valuesOf, withText, withValues, type Chosen, type Field, type Question, type Sort } from './question';

const SEVERAL: readonly Field[] = ['desk', 'status'];

/** What the list is asked, kept in the address: each list can be linked to, and Back goes back. */
export interface Asking {
  view: View;
  question: Question;
  chips: readonly Chosen[];
  changed: boolean;
  add: (field: Field, value: string) => void;
  remove: (field: Field) => void;
  search: (q: string) => void;
  sort: (by: Sort) => void;
  clear: () => void;
}

export function useAsking(view: View): Asking {
  const [address, setAddress] = useSearchParams();
  const text = address.toString();
  const question = useMemo(() => questionOf(view, new URLSearchParams(text)), [view, text]);
  const set = (field: Field, values: readonly string[]) => setAddress(withValues(address, view, field, values));
  return {
    view,
    question,
    chips: chosen(view, question, address),
    changed: text !== '',
    add: (field, value) => {
      const before = SEVERAL.includes(field) && address.has(field) ? valuesOf(question, field) : [];
      set(field, [...new Set([...before, value])]);
    },
    // From a standing view only what was added to it.
    remove: (field) => (isSaved(view) ? set(field, []) : setAddress(without(address, field))),
    // What is typed on goes into the same step of Back.
    search: (q) => setAddress(withText(address, 'q', q, view.query.q ?? ''), { replace: question.q !== '' && q !== '' }),
    sort: (by) => setAddress(withText(address, 'sort', by, view.query.sort ?? '-updated_at')),
    clear: () => setAddress({}),
  };
}

function without(address: URLSearchParams, field: Field): URLSearchParams {
  const next = new URLSearchParams(address);
  next.delete(field);
  return next;
}

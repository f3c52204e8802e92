import { useLocalStorage } from '@mantine/hooks';
import { useRef } from 'react';
import { useDesks } from '../api/queries';
import type { Question, Sort } from './question';

export const COLUMNS = ['requester', 'desk', 'category', 'tags', 'status', 'priority', 'assignee', 'created', 'updated'] as const;
export type Column = (typeof COLUMNS)[number];
const AT_FIRST: readonly Column[] = ['requester', 'desk', 'category', 'tags', 'status', 'priority', 'assignee', 'updated'];

/** What is sorted by a click on the column's head: first as most want it, then the other way round. */
export const SORTED_BY: Partial<Record<Column, readonly [Sort, Sort]>> = {
  priority: ['priority', '-priority'],
  created: ['-created_at', 'created_at'],
  updated: ['-updated_at', 'updated_at'],
};

/** Which columns the operator wants to see in this browser. */
export function useColumns(): { wanted: readonly Column[]; offered: readonly Column[]; toggle: (column: Column) => void } {
  const several = useDesks().length > 1;
  const [wanted, setWanted] = useLocalStorage<readonly Column[]>({
    key: 'deskhand.columns',
    defaultValue: AT_FIRST,
    getInitialValueInEffect: false,
  });
  return {
    wanted,
    offered: COLUMNS.filter((column) => column !== 'desk' || several),
    toggle: (column) => setWanted(wanted.includes(column) ? wanted.filter((each) => each !== column) : [...wanted, column]),
  };
}

/** Those that tell something in this list: what is the same in every row goes without saying. */
export function useShownColumns(question: Question): readonly Column[] {
  const { wanted, offered } = useColumns();
  const shown = offered.filter((column) => wanted.includes(column) && !isSame(question, column));
  const latest = useRef(shown);
  if (shown.join() !== latest.current.join()) latest.current = shown; // else no row is drawn again
  return latest.current;
}

function isSame(question: Question, column: Column): boolean {
  const same: Partial<Record<Column, boolean>> = {
    desk: question.desk.length === 1,
    status: question.status.length === 1,
    priority: question.priority !== null,
    assignee: question.assignee !== null,
    category: question.category !== null,
  };
  return same[column] ?? false;
}

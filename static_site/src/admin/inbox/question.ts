import type { ListQuery, View } from '../app/views';
import { PRIORITIES, STATUSES, type Priority, type Status } from '../parts/badges';

export const FIELDS = ['desk', 'status', 'assignee', 'priority', 'category', 'tag', 'customer'] as const;
export type Field = (typeof FIELDS)[number];
export type Sort = NonNullable<ListQuery['sort']>;
export const SORTS: readonly Sort[] = ['-updated_at', 'updated_at', '-created_at', 'created_at', 'priority', '-priority'];
export const SORTS_OF_SNOOZED: readonly Sort[] = ['due', '-due'];

/** All that decides which tickets are listed, and how. */
export interface Question {
  desk: string[];
  status: Status[];
  assignee: string | null;
  priority: Priority | null;
  category: string | null;
  tag: string | null;
  customer: string | null;
  snoozed: boolean | null;
  q: string;
  sort: Sort;
}

/** What the view asks, as far as the address does not say otherwise. */
export function questionOf(view: View, address: URLSearchParams): Question {
  const values = (field: Field) => (address.has(field) ? address.getAll(field).filter(Boolean) : ofView(view, field));
  const one = (field: Field) => values(field)[0] ?? null;
  return {
    desk: [...values('desk')],
    status: values('status').filter(isStatus),
    assignee: one('assignee'),
    priority: values('priority').find(isPriority) ?? null,
    category: one('category'),
    tag: one('tag'),
    customer: one('customer'),
    snoozed: view.query.snoozed ?? null,
    q: address.get('q') ?? view.query.q ?? '',
    sort: sortsOf(view).find((sort) => sort === address.get('sort')) ?? view.query.sort ?? '-updated_at',
  };
}

/** The address that asks for these values; it only says what the view does not. */
export function withValues(address: URLSearchParams, view: View, field: Field, values: readonly string[]): URLSearchParams {
  const next = new URLSearchParams(address);
  next.delete(field);
  if (same(values, ofView(view, field))) return next;
  for (const value of values.length > 0 ? values : ['']) next.append(field, value);
  return next;
}

export function withText(address: URLSearchParams, name: 'q' | 'sort', value: string, ofView: string): URLSearchParams {
  const next = new URLSearchParams(address);
  if (value === ofView) next.delete(name);
  else next.set(name, value);
  return next;
}

export interface Chosen {
  field: Field;
  values: readonly string[];
}

/** What chips stand for: of a saved view all that it asks, else what was added to the view. */
export function chosen(view: View, question: Question, address: URLSearchParams): Chosen[] {
  const shown = FIELDS.filter((field) => isSaved(view) || address.has(field));
  return shown.map((field) => ({ field, values: valuesOf(question, field) })).filter(({ values }) => values.length > 0);
}

export function valuesOf(question: Question, field: Field): readonly string[] {
  return listOf(question[field]);
}

/** What a view says of itself by its name can't be asked otherwise in it. */
export function isOffered(view: View, field: Field): boolean {
  return isSaved(view) || (field === 'status' ? offeredStatuses(view).length > 1 : ofView(view, field).length === 0);
}

export function offeredStatuses(view: View): readonly Status[] {
  return isSaved(view) ? STATUSES : (view.query.status ?? STATUSES);
}

export function sortsOf(view: View): readonly Sort[] {
  return view.query.snoozed === true ? [...SORTS_OF_SNOOZED, ...SORTS] : SORTS;
}

export function isSaved(view: View): boolean {
  return view.id.startsWith('view-');
}

function ofView(view: View, field: Field): readonly string[] {
  return listOf(view.query[field]);
}

function listOf(value: readonly string[] | string | null | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : (value ?? []);
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value) => other.includes(value));
}

function isStatus(text: string): text is Status {
  return STATUSES.some((status) => status === text);
}

function isPriority(text: string): text is Priority {
  return PRIORITIES.some((priority) => priority === text);
}

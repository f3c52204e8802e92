import type { paths } from '../../shared/api';
import type { Schemas } from '../api/client';
import { OPEN } from '../parts/badges';
import { t } from '../texts/words';

export type ListQuery = NonNullable<paths['/api/admin/tickets']['get']['parameters']['query']>;
type Counters = Schemas['DeskCounters'];

/** A list in the side bar. `count` is read off the counters, so that looking costs nothing. */
export interface View {
  id: string;
  name: string;
  query: ListQuery;
  count?: (all: Counters, mine: number) => number;
}

const AWAKE = { status: [...OPEN], snoozed: false };

/** Those that everybody has. */
export function standingViews(): View[] {
  return [
    { id: 'unassigned', name: t('shell.unassigned'), query: { ...AWAKE, assignee: 'none' }, count: (all) => all.unassigned },
    { id: 'mine', name: t('shell.mine'), query: { ...AWAKE, assignee: 'me' }, count: (_, mine) => mine },
    { id: 'open', name: t('shell.open'), query: AWAKE, count: (all) => open(all) - all.snoozed },
    { id: 'waiting', name: t('shell.waiting'), query: { status: ['waiting'] }, count: (all) => all.waiting },
    { id: 'snoozed', name: t('shell.snoozed'), query: { snoozed: true, sort: 'due' }, count: (all) => all.snoozed },
    { id: 'closed', name: t('shell.closed'), query: { status: ['closed'] }, count: (all) => all.closed },
    { id: 'all', name: t('inbox.all'), query: {}, count: (all) => all.all },
  ];
}

export function deskView(desk: Schemas['Desk']): View {
  return { id: `desk-${desk.id}`, name: desk.name, query: { ...AWAKE, desk: [desk.id] }, count: (all) => open(all) - all.snoozed };
}

export function savedView(view: Schemas['ShownView']): View {
  const { sort, ...filters } = view.filters;
  const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== null && value !== undefined));
  return { id: `view-${view.id}`, name: view.name, query: { ...given, sort, ...(view.query && { q: view.query }) } as ListQuery };
}

/** How many tickets are in a view: undefined until it is known, and of what nobody counts. */
export function countOf(view: View, counters: Schemas['Counters'] | undefined): number | undefined {
  const [desk] = view.query.desk ?? [];
  const items = counters?.items.filter((each) => !desk || each.desk_id === desk);
  return items && view.count?.(added(items), counters?.mine ?? 0);
}

/** Where the list of a view is. */
export function viewPath(id: string): string {
  return `/inbox/${id}`;
}

function open(counters: Counters): number {
  return counters.new + counters.in_progress + counters.waiting;
}

export function added(items: readonly Counters[]): Counters {
  const names = ['all', 'new', 'in_progress', 'waiting', 'closed', 'unassigned', 'snoozed', 'mine'] as const;
  const sums = names.map((name) => [name, items.reduce((sum, each) => sum + each[name], 0)]);
  return Object.fromEntries(sums) as Counters;
}

import { askAgain, showChanged } from '../api/cache';
import { answer, api, type Schemas } from '../api/client';
import { told } from '../api/refused';
import { done } from '../parts/toast';
import { t } from '../texts/words';
import type { Row } from './list';

export type Change = Partial<Pick<Row, 'status' | 'priority' | 'assignee' | 'tags' | 'snoozed_until'>>;
type Progress = (finished: number) => void;
const AT_ONCE = 25; // of the 100 that a call may have: an operator should see that it goes on
const NAMED = 5;

/** Changes tickets, shown at once; says what became of it with a way back, and which could not be. */
export async function changeAll(rows: readonly Row[], to: (row: Row) => Change, said: (count: number) => string, onProgress: Progress): Promise<void> {
  for (const row of rows) showChanged(row.id, to(row));
  const refused = await write(rows, to, onProgress);
  for (const row of rows) if (refused.has(row.id)) showChanged(row.id, former(row, to(row)));
  askAgain();
  const changed = rows.filter((row) => !refused.has(row.id));
  const text = [changed.length > 0 && said(changed.length), refused.size > 0 && complaint(rows, refused)].filter(Boolean).join(' ');
  done(text, changed.length > 0 ? () => undo(changed, to) : undefined, refused.size > 0 ? 20_000 : undefined);
}

async function undo(rows: readonly Row[], to: (row: Row) => Change): Promise<void> {
  const back = (row: Row) => former(row, to(row));
  for (const row of rows) showChanged(row.id, back(row));
  const refused = await write(rows, back, () => undefined);
  askAgain();
  done(refused.size > 0 ? complaint(rows, refused) : t('common.undone'));
}

/** Those that get the same go together. Answers the refused ones with the reason of each. */
async function write(rows: readonly Row[], to: (row: Row) => Change, onProgress: Progress): Promise<Map<string, string>> {
  const refused = new Map<string, string>();
  let finished = 0;
  for (const [change, ids] of grouped(rows, to)) {
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const part = ids.slice(from, from + AT_ONCE);
      for (const result of await written(part, change)) if (!result.ok) refused.set(result.id, result.error);
      onProgress((finished += part.length));
    }
  }
  return refused;
}

async function written(ids: string[], change: Change): Promise<readonly Schemas['BulkResult'][]> {
  try {
    const body = { ids, change: change as Schemas['TicketChange'] };
    return (await answer(api.POST('/api/admin/tickets/bulk', { body }))).items;
  } catch (error) {
    return ids.map((id) => ({ id, ok: false, error: told(error) }));
  }
}

function grouped(rows: readonly Row[], to: (row: Row) => Change): [Change, string[]][] {
  const groups = new Map<string, [Change, string[]]>();
  for (const row of rows) {
    const change = to(row);
    const key = JSON.stringify(change);
    groups.set(key, [change, [...(groups.get(key)?.[1] ?? []), row.id]]);
  }
  return [...groups.values()];
}

/** As it was. A status that changes also wakes the ticket: it goes back to sleep. */
function former(row: Row, change: Change): Change {
  const fields = Object.keys(change) as (keyof Change)[];
  const before: Change = Object.fromEntries(fields.map((field) => [field, row[field]]));
  return change.status && row.snoozed_until ? { ...before, snoozed_until: row.snoozed_until } : before;
}

function complaint(rows: readonly Row[], refused: ReadonlyMap<string, string>): string {
  const named = rows.filter((row) => refused.has(row.id)).slice(0, NAMED);
  const list = named.map((row) => `${row.number} (${reason(refused.get(row.id) ?? '')})`).join(', ');
  const more = refused.size > NAMED ? '…' : '';
  return t('inbox.not_changed', { count: refused.size, list: list + more });
}

/** What a bulk change answers of a ticket is the name of the refusal, or what is wrong with it. */
function reason(error: string): string {
  if (error === 'NotFound') return t('inbox.refused_gone');
  if (error === 'Forbidden') return t('inbox.refused_forbidden');
  if (error === 'Stale' || error === 'Conflict' || error === 'CommitFailed') return t('inbox.refused_busy');
  return error.startsWith('assignee:') ? t('inbox.refused_assignee') : error;
}

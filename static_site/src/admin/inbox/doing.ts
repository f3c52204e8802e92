import { useState } from 'react';
import { useMe, useOperators } from '../api/queries';
import { priorityName, statusName, type Priority, type Status } from '../parts/badges';
import { t } from '../texts/words';
import { changeAll, type Change } from './bulk';
import type { Row } from './list';

/** What can be done with several tickets at once. */
export interface Doing {
  running: { finished: number; of: number } | null;
  assign: (rows: readonly Row[], operator: string | null) => void;
  setStatus: (rows: readonly Row[], status: Status) => void;
  setPriority: (rows: readonly Row[], priority: Priority) => void;
  addTag: (rows: readonly Row[], tag: string) => void;
}

export function useDoing(afterwards: () => void): Doing {
  const [running, setRunning] = useState<Doing['running']>(null);
  const me = useMe().operator;
  const operators = useOperators();
  const named = (id: string) => operators.find((each) => each.id === id)?.name ?? '';

  const run = async (rows: readonly Row[], to: (row: Row) => Change, said: (count: number) => string) => {
    if (rows.length === 0 || running) return;
    setRunning({ finished: 0, of: rows.length });
    await changeAll(rows, to, said, (finished) => setRunning({ finished, of: rows.length }));
    setRunning(null);
    afterwards();
  };
  return {
    running,
    assign: (rows, operator) =>
      void run(
        rows,
        () => ({ assignee: operator }),
        (count) => {
          if (!operator) return t('inbox.did_unassign', { count });
          return operator === me.id ? t('inbox.did_take', { count }) : t('inbox.did_assign', { count, name: named(operator) });
        },
      ),
    setStatus: (rows, status) =>
      void run(
        rows,
        () => ({ status }),
        (count) => (status === 'closed' ? t('inbox.did_close', { count }) : t('inbox.did_status', { count, status: statusName(status) })),
      ),
    setPriority: (rows, priority) =>
      void run(
        rows,
        () => ({ priority }),
        (count) => t('inbox.did_priority', { count, priority: priorityName(priority) }),
      ),
    addTag: (rows, tag) =>
      void run(
        rows.filter((row) => !row.tags.includes(tag)),
        (row) => ({ tags: [...row.tags, tag] }),
        (count) => t('inbox.did_tag', { count, tag }),
      ),
  };
}

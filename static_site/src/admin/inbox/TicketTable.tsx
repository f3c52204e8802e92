import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { t } from '../texts/words';
import type { Asking } from './asking';
import { SORTED_BY, type Column } from './columns';
import type { Cursor } from './cursor';
import type { Row } from './list';
import { TicketItem, TicketRow } from './TicketRow';
import type { Selection } from './selecting';
import classes from './rows.module.css';

export interface Listed {
  rows: readonly Row[];
  words: RegExp | null;
  isUnread: (row: Row) => boolean;
  cursor: Cursor;
  selection: Selection;
}

export function TicketTable({ rows, words, isUnread, cursor, selection, columns, asking }: Listed & { columns: readonly Column[]; asking: Asking }) {
  return (
    <table className={classes.table} data-cursor={cursor.moved || undefined}>
      <caption className="unseen">{asking.view.name}</caption>
      <thead>
        <tr>
          <th scope="col" className={classes.check}>
            <SelectAll selection={selection} count={rows.length} />
          </th>
          <th scope="col">{t('inbox.column_subject')}</th>
          {columns.map((column) => column !== 'tags' && <Head key={column} column={column} asking={asking} />)}
        </tr>
      </thead>
      <tbody className={selection.rows.length > 0 ? classes.choosing : undefined}>
        {rows.map((row) => (
          <TicketRow
            key={row.id}
            row={row}
            columns={columns}
            words={words}
            unread={isUnread(row)}
            current={row === cursor.current}
            selected={selection.has(row.id)}
          />
        ))}
      </tbody>
    </table>
  );
}

export function TicketItems({ rows, words, isUnread, selection }: Listed) {
  return (
    <ul className={classes.items}>
      {rows.map((row) => (
        <TicketItem key={row.id} row={row} words={words} unread={isUnread(row)} selected={selection.has(row.id)} />
      ))}
    </ul>
  );
}

function Head({ column, asking }: { column: Exclude<Column, 'tags'>; asking: Asking }) {
  const sorts = asking.question.q ? undefined : SORTED_BY[column];
  const { sort } = asking.question;
  const name = t(`inbox.column_${column}`);
  if (!sorts) {
    return (
      <th scope="col" className={classes[column]}>
        {name}
      </th>
    );
  }
  const on = sorts.includes(sort);
  const first = sort === sorts[0];
  // Most urgent and newest come first: that is downwards.
  return (
    <th scope="col" className={classes[column]} aria-sort={on ? (first ? 'descending' : 'ascending') : 'none'}>
      <UnstyledButton className={classes.sorter!} data-on={on || undefined} onClick={() => asking.sort(on && first ? sorts[1] : sorts[0])}>
        {name}
        {on && (first ? <IconArrowDown size={13} aria-hidden /> : <IconArrowUp size={13} aria-hidden />)}
      </UnstyledButton>
    </th>
  );
}

function SelectAll({ selection, count }: { selection: Selection; count: number }) {
  const chosen = selection.rows.length;
  return (
    <label className={classes.box}>
      <input
        type="checkbox"
        checked={chosen > 0 && chosen === count}
        ref={(box) => void (box && (box.indeterminate = chosen > 0 && chosen < count))}
        onChange={selection.toggleAll}
        aria-label={t('inbox.select_all')}
      />
    </label>
  );
}

import { memo, type ReactNode } from 'react';
import { Time } from '../parts/Time';
import { t } from '../texts/words';
import { Assignee, CategoryName, DeskName, nameOf, PriorityWord, StatusWord } from './cells';
import type { Column } from './columns';
import type { Row } from './list';
import { Below, Subject } from './SubjectCell';
import classes from './rows.module.css';

export interface RowProps {
  row: Row;
  columns: readonly Column[];
  words: RegExp | null;
  unread: boolean;
  current: boolean;
  selected: boolean;
}

/** What happens to it is the list's business: `data-id` tells which one it is. */
export const TicketRow = memo(function TicketRow({ row, columns, words, unread, current, selected }: RowProps) {
  return (
    <tr className={classes.row} data-id={row.id} data-current={current || undefined} data-selected={selected || undefined} data-unread={unread || undefined}>
      <td className={classes.check}>
        <Check row={row} selected={selected} tabIndex={current ? 0 : -1} />
      </td>
      <td>
        <Subject row={row} unread={unread} words={words} tabIndex={current ? 0 : -1} />
        <Below row={row} words={words} tags={columns.includes('tags') && !row.excerpt} />
      </td>
      {columns.map((column) => column !== 'tags' && <Cell key={column} column={column} row={row} />)}
    </tr>
  );
});

function Cell({ column, row }: { column: Exclude<Column, 'tags'>; row: Row }) {
  return (
    <td className={classes[column]} title={column === 'requester' ? (row.requester.email ?? undefined) : undefined}>
      {contents(column, row)}
    </td>
  );
}

function contents(column: Exclude<Column, 'tags'>, row: Row): ReactNode {
  switch (column) {
    case 'requester':
      return <bdi>{nameOf(row.requester)}</bdi>;
    case 'desk':
      return <DeskName id={row.desk_id} />;
    case 'category':
      return <CategoryName deskId={row.desk_id} code={row.category} />;
    case 'status':
      return <StatusWord status={row.status} snoozedUntil={row.snoozed_until} />;
    case 'priority':
      return <PriorityWord priority={row.priority} />;
    case 'assignee':
      return <Assignee id={row.assignee} />;
    case 'created':
      return <Time iso={row.created_at} />;
    case 'updated':
      return <Time iso={row.updated_at} />;
  }
}

export function Check({ row, selected, tabIndex }: { row: Row; selected: boolean; tabIndex: number }) {
  return (
    <label className={classes.box}>
      <input type="checkbox" checked={selected} readOnly tabIndex={tabIndex} aria-label={t('inbox.select_ticket', { number: row.number })} />
    </label>
  );
}

/** On a phone: who and when, what about, how it stands. */
export const TicketItem = memo(function TicketItem({ row, words, unread, selected }: Omit<RowProps, 'columns' | 'current'>) {
  return (
    <li className={classes.item} data-id={row.id} data-selected={selected || undefined} data-unread={unread || undefined}>
      <Check row={row} selected={selected} tabIndex={0} />
      <div className={classes.itemText}>
        <div className={classes.itemLine}>
          <Subject row={row} unread={unread} words={words} tabIndex={0} />
          <span className={classes.itemTime}>
            <Time iso={row.updated_at} />
          </span>
        </div>
        <div className={classes.itemLine} data-second>
          <bdi className={classes.itemName}>{nameOf(row.requester)}</bdi>
          <PriorityWord priority={row.priority} />
          <StatusWord status={row.status} snoozedUntil={row.snoozed_until} />
        </div>
        {row.excerpt && <Below row={row} words={words} />}
      </div>
    </li>
  );
});

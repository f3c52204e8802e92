import { Badge } from '@mantine/core';
import type { Schemas } from '../api/client';
import { t } from '../texts/words';

export type Status = Schemas['Status'];
export type Priority = Schemas['Priority'];
export const STATUSES: readonly Status[] = ['new', 'in_progress', 'waiting', 'closed'];
export const OPEN: readonly Status[] = ['new', 'in_progress', 'waiting'];
export const PRIORITIES: readonly Priority[] = ['urgent', 'high', 'normal', 'low'];

/** By colour and by word: no status is told by colour alone. */
export const STATUS_COLOUR: Record<Status, string> = {
  new: 'indigo',
  in_progress: 'teal',
  waiting: 'yellow',
  closed: 'gray',
};
export const PRIORITY_COLOUR: Record<Priority, string> = {
  urgent: 'red',
  high: 'orange',
  normal: 'gray',
  low: 'gray',
};

export function statusName(status: Status): string {
  return t(`common.status_${status}`);
}

export function priorityName(priority: Priority): string {
  return t(`common.priority_${priority}`);
}

export function StatusBadge({ status }: { status: Status }) {
  return (
    <Badge variant="light" color={STATUS_COLOUR[status]} radius="sm" tt="none" fw={600}>
      {statusName(status)}
    </Badge>
  );
}

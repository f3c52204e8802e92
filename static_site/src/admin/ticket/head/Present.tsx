import { Avatar, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { Face } from '../../parts/Face';
import { t } from '../../texts/words';
import type { Colleague } from './presence';
import classes from './TicketHeader.module.css';

/** Colleagues who have the ticket open too. */
export function Present({ others }: { others: readonly Colleague[] }) {
  if (others.length === 0) return null;
  return (
    <Avatar.Group className={classes.present!} role="status">
      {others.map((other) => (
        <Tooltip key={other.operator_id} label={told(other)} events={{ hover: true, focus: true, touch: true }}>
          <span tabIndex={0} role="img" aria-label={told(other)}>
            <Face name={other.name} size={30} />
          </span>
        </Tooltip>
      ))}
    </Avatar.Group>
  );
}

function told(other: Colleague): string {
  return t(other.writing ? 'ticket.is_writing' : 'ticket.has_open', { name: other.name });
}

/** Stands where the operator is about to write himself. */
export function Writing({ others }: { others: readonly Colleague[] }) {
  const writing = others.filter((other) => other.writing);
  return (
    <div role="status" className={classes.writers}>
      {writing.map((other) => (
        <div key={other.operator_id} className={classes.writing}>
          <IconPencil size={16} />
          {t('ticket.is_writing', { name: other.name })}
        </div>
      ))}
    </div>
  );
}

import { ActionIcon, CopyButton, Group, UnstyledButton } from '@mantine/core';
import { IconArrowLeft, IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { t } from '../../texts/words';
import { listPlace, neighbours } from '../../app/cameFrom';
import classes from './TicketHeader.module.css';

/** Where the ticket stands in the list that it came from. */
export function Place({ ticket }: { ticket: Schemas['Ticket'] }) {
  const [{ previous, next }] = useState(() => neighbours(ticket.id));
  return (
    <Group gap={2} wrap="nowrap" className={classes.place!}>
      <ActionIcon size="lg" component={Link} href={listPlace()} aria-label={t('ticket.back')} title={t('ticket.back_hint')}>
        <IconArrowLeft size={18} />
      </ActionIcon>
      {(previous ?? next) && (
        <>
          <Neighbour id={previous} label={t('ticket.previous')} hint={t('ticket.previous_hint')} icon={<IconChevronUp size={18} />} />
          <Neighbour id={next} label={t('ticket.next')} hint={t('ticket.next_hint')} icon={<IconChevronDown size={18} />} />
        </>
      )}
      <CopyButton value={ticket.number}>
        {({ copied, copy }) => (
          <UnstyledButton className={classes.number!} onClick={copy} title={t('ticket.copy_number')}>
            {copied ? t('common.copied') : ticket.number}
          </UnstyledButton>
        )}
      </CopyButton>
    </Group>
  );
}

function Neighbour({ id, label, hint, icon }: { id: string | undefined; label: string; hint: string; icon: React.ReactNode }) {
  if (!id) {
    return (
      <ActionIcon size="lg" disabled variant="transparent" aria-label={label}>
        {icon}
      </ActionIcon>
    );
  }
  return (
    <ActionIcon size="lg" component={Link} href={`/tickets/${id}`} aria-label={label} title={hint}>
      {icon}
    </ActionIcon>
  );
}

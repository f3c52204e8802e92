import { Anchor, Button, Text } from '@mantine/core';
import { IconArrowMerge, IconClock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { t } from '../../texts/words';
import { unmerge, wake } from './acts';
import { atLength } from './snoozing';
import classes from './TicketHeader.module.css';

/** What one must know of the ticket before anything else. */
export function Banners({ ticket }: { ticket: Schemas['Ticket'] | Schemas['Conversation'] }) {
  const into = ticket.merged_into;
  const merged = 'merged' in ticket ? ticket.merged : [];
  return (
    <>
      {ticket.snoozed_until && (
        <Banner icon={<IconClock size={16} />} act={() => wake(ticket)} label={t('ticket.wake_now')}>
          {t('ticket.snoozed_until', { time: atLength(new Date(ticket.snoozed_until)) })}
        </Banner>
      )}
      {into && (
        <Banner icon={<IconArrowMerge size={16} />} act={() => void unmerge(ticket, into.id)} label={t('ticket.unmerge')}>
          {t('ticket.merged_into')}{' '}
          <Anchor component={Link} href={`/tickets/${into.id}`} inherit underline="always">
            {into.number} {'subject' in into && into.subject}
          </Anchor>
        </Banner>
      )}
      {merged.length > 0 && <MergedIn ticket={ticket} merged={merged} />}
    </>
  );
}

function MergedIn({ ticket, merged }: { ticket: Schemas['Ticket']; merged: readonly Schemas['EarlierTicket'][] }) {
  return (
    <details className={classes.merged}>
      <summary>{t('ticket.merged_count', { count: merged.length })}</summary>
      {merged.map((source) => (
        <div key={source.id} className={classes.source}>
          <Anchor component={Link} href={`/tickets/${source.id}`} size="sm" truncate>
            {source.number} {source.subject}
          </Anchor>
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => void unmerge(source, ticket.id)}
            aria-label={t('ticket.unmerge_named', { number: source.number })}
          >
            {t('ticket.unmerge')}
          </Button>
        </div>
      ))}
    </details>
  );
}

function Banner({ icon, children, act, label }: { icon: ReactNode; children: ReactNode; act: () => void; label: string }) {
  return (
    <div className={classes.banner}>
      {icon}
      <Text size="sm" flex={1}>
        {children}
      </Text>
      <Button size="compact-xs" variant="default" onClick={act}>
        {label}
      </Button>
    </div>
  );
}

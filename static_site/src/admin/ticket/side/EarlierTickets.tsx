import { Text } from '@mantine/core';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { t } from '../../texts/words';
import { Section } from './Section';
import classes from './SidePanel.module.css';
import { TicketLine } from './TicketLine';

/** What the requester wrote about before; and what his mail made at other desks. */
export function EarlierTickets({ conversation: { history, also } }: { conversation: Schemas['Conversation'] }) {
  return (
    <>
      <Section title={t('ticket.earlier')}>
        {history.length > 0 ? (
          <Lines tickets={history} />
        ) : (
          <Text size="sm" c="dimmed">
            {t('ticket.no_earlier')}
          </Text>
        )}
      </Section>
      {also.length > 0 && (
        <Section title={t('ticket.also')}>
          <Lines tickets={also} />
        </Section>
      )}
    </>
  );
}

function Lines({ tickets }: { tickets: readonly Schemas['EarlierTicket'][] }) {
  return (
    <ul className={classes.earlier}>
      {tickets.map((ticket) => (
        <li key={ticket.id}>
          <Link href={`/tickets/${ticket.id}`}>
            <TicketLine ticket={ticket} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

import { Text } from '@mantine/core';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { t } from '../../texts/words';
import { Section } from './Section';
import classes from './SidePanel.module.css';
import { TicketLine } from './TicketLine';

/** What else the requester wrote about. */
export function EarlierTickets({ conversation: { history } }: { conversation: Schemas['Conversation'] }) {
  return (
    <Section title={t('ticket.earlier')}>
      {history.length > 0 ? (
        <Lines tickets={history} />
      ) : (
        <Text size="sm" c="dimmed">
          {t('ticket.no_earlier')}
        </Text>
      )}
    </Section>
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

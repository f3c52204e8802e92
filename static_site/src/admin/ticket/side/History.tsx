import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { t } from '../../texts/words';
import { EventLine } from '../conversation/EventLine';
import { Section } from './Section';
import classes from './SidePanel.module.css';

const NEWEST = 5;

/** Everything that was done with the ticket, newest first. */
export function History({ conversation }: { conversation: Schemas['Conversation'] }) {
  const [all, setAll] = useState(false);
  const events = conversation.events.toReversed();
  return (
    <Section title={t('ticket.history')}>
      <ol className={classes.history}>
        {(all ? events : events.slice(0, NEWEST)).map((event) => (
          <li key={event.id}>
            <EventLine events={[event]} ticket={conversation} />
          </li>
        ))}
      </ol>
      {!all && events.length > NEWEST && (
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
          {t('ticket.whole_history', { count: events.length })}
        </Button>
      )}
    </Section>
  );
}

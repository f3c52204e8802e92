import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { onDemand } from '../../parts/onDemand';
import { t } from '../../texts/words';
import classes from './Conversation.module.css';
import type { Message, Ticket } from './types';

const LiftDialog = onDemand(() => import('./LiftDialog'));

/** Why an answer did not arrive, and what to do now. */
export function Undelivered({ message, ticket }: { message: Message; ticket: Ticket }) {
  const { delivery, delivery_detail: detail } = message;
  if (delivery !== 'bounced' && delivery !== 'complained') return null;
  return (
    <div className={classes.undelivered}>
      {!ticket.suppressed.length && <p>{t(delivery === 'bounced' ? 'talk.bounced' : 'talk.complained')}</p>}
      {ticket.suppressed.map((suppression) => (
        <Suppressed key={suppression.address} suppression={suppression} ticketId={ticket.id} />
      ))}
      {detail && (
        <p className={classes.detail}>
          {t('talk.they_said')} <bdi>{detail}</bdi>
        </p>
      )}
    </div>
  );
}

function Suppressed({ suppression: { address, reason }, ticketId }: { suppression: Schemas['Suppression']; ticketId: string }) {
  const [asked, setAsked] = useState(false);
  return (
    <Group justify="space-between" gap="xs">
      <p>{t(`talk.suppressed_${reason}`, { address })}</p>
      <Button size="compact-sm" variant="default" onClick={() => setAsked(true)}>
        {t('talk.lift')}
      </Button>
      <LiftDialog address={address} reason={reason} ticketId={ticketId} opened={asked} close={() => setAsked(false)} />
    </Group>
  );
}

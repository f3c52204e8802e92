import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { lift } from '../../api/suppressions';
import { Confirm } from '../../parts/Confirm';
import { done } from '../../parts/toast';
import { t } from '../../texts/words';
import classes from './Conversation.module.css';
import type { Message, Ticket } from './types';

type Suppression = Schemas['Suppression'];

/** Why an answer did not arrive, and what to do now. */
export function Undelivered({ message, ticket }: { message: Message; ticket: Ticket }) {
  const { delivery, delivery_detail: detail } = message;
  if (delivery !== 'bounced' && delivery !== 'complained') return null;
  return (
    <div className={classes.undelivered}>
      {!ticket.suppressed.length && <p>{t(delivery === 'bounced' ? 'talk.bounced' : 'talk.complained')}</p>}
      {ticket.suppressed.map((suppression) => (
        <Suppressed key={suppression.address} suppression={suppression} />
      ))}
      {detail && (
        <p className={classes.detail}>
          {t('talk.they_said')} <bdi>{detail}</bdi>
        </p>
      )}
    </div>
  );
}

function Suppressed({ suppression: { address, reason } }: { suppression: Suppression }) {
  const [asked, setAsked] = useState(false);
  const again = async () => {
    await lift(address);
    done(t('talk.lifted', { address }));
  };

  return (
    <Group justify="space-between" gap="xs">
      <p>{t(`talk.suppressed_${reason}`, { address })}</p>
      <Button size="compact-sm" variant="default" onClick={() => setAsked(true)}>
        {t('talk.lift')}
      </Button>
      <Confirm opened={asked} close={() => setAsked(false)} title={t('talk.lift_title')} text={t(`talk.lift_${reason}`, { address })} act={t('talk.lift')} run={again} />
    </Group>
  );
}

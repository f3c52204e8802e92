import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { askAgain } from '../../api/cache';
import { answer, api, type Schemas } from '../../api/client';
import { done, failed } from '../../parts/toast';
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

function Suppressed({ suppression: { address, reason }, ticketId }: { suppression: Suppression; ticketId: string }) {
  const [asked, setAsked] = useState(false);
  return (
    <Group justify="space-between" gap="xs">
      <p>{t(`talk.suppressed_${reason}`, { address })}</p>
      <Button size="compact-sm" variant="default" onClick={() => setAsked(true)}>
        {t('talk.lift')}
      </Button>
      {asked && <LiftDialog address={address} reason={reason} ticketId={ticketId} onClose={() => setAsked(false)} />}
    </Group>
  );
}

interface LiftProps extends Pick<Suppression, 'address' | 'reason'> {
  ticketId: string;
  onClose: () => void;
}

function LiftDialog({ address, reason, ticketId, onClose }: LiftProps) {
  const [busy, setBusy] = useState(false);
  const lift = async () => {
    setBusy(true);
    try {
      await answer(api.DELETE('/api/admin/suppressions/{address}', { params: { path: { address } } }));
      askAgain(ticketId);
      done(t('talk.lifted', { address }));
      onClose();
    } catch (error) {
      setBusy(false);
      failed(error);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t('talk.lift_title')}>
      <Stack>
        <Text size="sm">{t(`talk.lift_${reason}`, { address })}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button loading={busy} onClick={() => void lift()} data-autofocus>
            {t('talk.lift')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

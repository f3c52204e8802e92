import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { t } from '../../texts/words';
import { snooze } from './acts';
import type { Opened } from './opened';
import { asInput, tomorrow } from './snoozing';

export default function TimeDialog({ ticket, opened, setOpened }: { ticket: Schemas['Ticket'] } & Opened) {
  const close = () => setOpened(false);
  return (
    <Modal opened={opened} onClose={close} title={t('ticket.snooze_until')} size="sm">
      <TimeForm ticket={ticket} close={close} />
    </Modal>
  );
}

function TimeForm({ ticket, close }: { ticket: Schemas['Ticket']; close: () => void }) {
  const [time, setTime] = useState(asInput(ticket.snoozed_until ? new Date(ticket.snoozed_until) : tomorrow()));
  const [error, setError] = useState('');
  const submit = () => {
    const chosen = new Date(time);
    if (!(chosen.getTime() > Date.now())) return setError(t('ticket.time_over'));
    close();
    snooze(ticket, chosen);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextInput
        type="datetime-local"
        data-autofocus
        label={t('ticket.date_and_time')}
        description={t('ticket.snooze_text')}
        value={time}
        min={asInput(new Date())}
        error={error}
        onChange={(event) => setTime(event.currentTarget.value)}
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button type="submit">{t('ticket.snooze')}</Button>
      </Group>
    </form>
  );
}

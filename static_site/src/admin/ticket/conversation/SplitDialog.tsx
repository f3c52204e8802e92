import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import { askAgain } from '../../api/cache';
import { answer, api } from '../../api/client';
import { Refused } from '../../api/refused';
import { done, failed } from '../../parts/toast';
import { useFocusBack } from '../../parts/useFocusBack';
import { t } from '../../texts/words';
import type { Message, Ticket } from './types';

interface Props {
  ticket: Ticket;
  message: Message;
  onClose: () => void;
}

/** Another matter that came along in the same conversation gets a ticket of its own. */
export default function SplitDialog({ ticket, message, onClose }: Props) {
  useFocusBack();
  const [, go] = useLocation();
  const [subject, setSubject] = useState(ticket.subject);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const split = async () => {
    setBusy(true);
    try {
      const path = { id: ticket.id, message_id: message.id };
      const opened = await answer(api.POST('/api/admin/tickets/{id}/messages/{message_id}/split', { params: { path }, body: { subject: subject.trim() } }));
      askAgain(ticket.id);
      onClose();
      go(`/tickets/${opened.id}`);
      done(t('talk.split_done', { number: opened.number }));
    } catch (error) {
      setBusy(false);
      const fields = error instanceof Refused ? error.fields : {};
      setWrong(fields);
      if (!fields.subject) failed(error);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    void split();
  };
  return (
    <Modal opened onClose={onClose} title={t('talk.split_do')}>
      <form onSubmit={onSubmit}>
        <Stack>
          <Text size="sm">{t('talk.split_means')}</Text>
          <TextInput label={t('talk.split_subject')} value={subject} onChange={({ currentTarget }) => setSubject(currentTarget.value)} error={wrong.subject} required maxLength={500} data-autofocus />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={!subject.trim()}>
              {t('talk.split_do')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

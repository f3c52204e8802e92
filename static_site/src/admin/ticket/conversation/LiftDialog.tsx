import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { askAgain } from '../../api/cache';
import { answer, api, type Schemas } from '../../api/client';
import { done, failed } from '../../parts/toast';
import { t } from '../../texts/words';

interface Props extends Pick<Schemas['Suppression'], 'address' | 'reason'> {
  ticketId: string;
  opened: boolean;
  close: () => void;
}

export default function LiftDialog({ address, reason, ticketId, opened, close }: Props) {
  const [busy, setBusy] = useState(false);
  const lift = async () => {
    setBusy(true);
    try {
      await answer(api.DELETE('/api/admin/suppressions/{address}', { params: { path: { address } } }));
      askAgain(ticketId);
      done(t('talk.lifted', { address }));
      close();
    } catch (error) {
      failed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened={opened} onClose={close} title={t('talk.lift_title')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack>
        <Text size="sm">{t(`talk.lift_${reason}`, { address })}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
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

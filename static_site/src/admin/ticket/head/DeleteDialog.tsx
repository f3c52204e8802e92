import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import type { Schemas } from '../../api/client';
import { told } from '../../api/refused';
import { t } from '../../texts/words';
import { remove } from './acts';
import { listPlace } from '../../app/cameFrom';
import type { Opened } from './opened';

export default function DeleteDialog({ ticket, opened, setOpened }: { ticket: Schemas['Ticket'] } & Opened) {
  const [, go] = useLocation();
  const { mutate, isPending, error, reset } = useMutation({ mutationFn: () => remove(ticket), onSuccess: () => go(listPlace()) });
  const close = () => {
    setOpened(false);
    reset();
  };
  return (
    <Modal opened={opened} onClose={close} title={t('ticket.delete_title', { number: ticket.number })} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack>
        <Text size="sm">{t('ticket.delete_text')}</Text>
        {error && (
          <Text size="sm" c="red" role="alert">
            {told(error)}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button color="red.9" loading={isPending} onClick={() => mutate()}>
            {t('ticket.delete_for_ever')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

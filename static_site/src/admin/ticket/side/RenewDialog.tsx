import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { askAgain, showChanged } from '../../api/cache';
import { answer, api, type Schemas } from '../../api/client';
import { done, failed } from '../../parts/toast';
import { t } from '../../texts/words';

export default function RenewDialog({ ticket, opened, close }: { ticket: Schemas['Ticket']; opened: boolean; close: () => void }) {
  const { mutate, isPending } = useMutation({
    mutationFn: () => answer(api.POST('/api/admin/tickets/{id}/link', { params: { path: { id: ticket.id } } })),
    onSuccess: (renewed) => {
      showChanged(ticket.id, renewed);
      askAgain(ticket.id);
      done(t('ticket.said_link_renewed'));
      close();
    },
    onError: failed,
  });
  return (
    <Modal opened={opened} onClose={close} title={t('ticket.renew_title')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack>
        <Text size="sm">{t('ticket.renew_text')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button loading={isPending} onClick={() => mutate()}>
            {t('ticket.renew')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

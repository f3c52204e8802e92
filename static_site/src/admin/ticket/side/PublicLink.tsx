import { ActionIcon, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconCopy, IconExternalLink, IconRefresh } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { askAgain, showChanged } from '../../api/cache';
import { answer, api, type Schemas } from '../../api/client';
import { copy } from '../../parts/copy';
import { done, failed } from '../../parts/toast';
import { t } from '../../texts/words';
import { Section } from './Section';

export function PublicLink({ ticket }: { ticket: Schemas['Ticket'] }) {
  const [asked, setAsked] = useState(false);
  return (
    <Section
      title={t('ticket.public_link')}
      tools={
        <ActionIcon onClick={() => setAsked(true)} aria-label={t('ticket.renew_link')} title={t('ticket.renew_link')}>
          <IconRefresh size={16} />
        </ActionIcon>
      }
    >
      <Text size="xs" c="dimmed" mb="xs">
        {t('ticket.public_link_text')}
      </Text>
      <Group gap="xs">
        <Button size="xs" px={10} variant="default" leftSection={<IconCopy size={14} />} onClick={() => copy(ticket.link_url, t('ticket.said_link_copied'))}>
          {t('common.copy')}
        </Button>
        <Button size="xs" px={10} variant="default" component="a" href={ticket.link_url} target="_blank" rel="noopener" leftSection={<IconExternalLink size={14} />}>
          {t('ticket.open_as_customer')}
        </Button>
      </Group>
      <RenewDialog ticket={ticket} opened={asked} close={() => setAsked(false)} />
    </Section>
  );
}

function RenewDialog({ ticket, opened, close }: { ticket: Schemas['Ticket']; opened: boolean; close: () => void }) {
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
    <Modal opened={opened} onClose={close} title={t('ticket.renew_title')}>
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

import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconCopy, IconExternalLink, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { askAgain, showChanged } from '../../api/cache';
import { answer, api, type Schemas } from '../../api/client';
import { Confirm } from '../../parts/Confirm';
import { copy } from '../../parts/copy';
import { done } from '../../parts/toast';
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
  const renew = async () => {
    const renewed = await answer(api.POST('/api/admin/tickets/{id}/link', { params: { path: { id: ticket.id } } }));
    showChanged(ticket.id, renewed);
    askAgain(ticket.id);
    done(t('ticket.said_link_renewed'));
  };

  return <Confirm opened={opened} close={close} title={t('ticket.renew_title')} text={t('ticket.renew_text')} act={t('ticket.renew')} run={renew} />;
}

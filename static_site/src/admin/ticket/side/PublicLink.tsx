import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconCopy, IconExternalLink, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { onDemand } from '../../parts/onDemand';
import { t } from '../../texts/words';
import { copy } from '../head/acts';
import { Section } from './Section';

const RenewDialog = onDemand(() => import('./RenewDialog'));

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
        <Button size="xs" px={10} variant="default" leftSection={<IconCopy size={14} />} onClick={() => void copy(ticket.link_url, t('ticket.said_link_copied'))}>
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

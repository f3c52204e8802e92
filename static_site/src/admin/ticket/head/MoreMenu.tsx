import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowMerge, IconDots, IconExternalLink, IconLink, IconMailOpened, IconPencil, IconTrash } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import type { Schemas } from '../../api/client';
import { useIsAdmin } from '../../api/queries';
import { failed } from '../../parts/toast';
import { t } from '../../texts/words';
import { copy } from '../../parts/copy';
import { listPlace } from '../../app/cameFrom';
import type { Opened, Show } from './opened';
import { markUnread } from './reading';

export function MoreMenu({ ticket, opened, setOpened, show }: { ticket: Schemas['Ticket']; show: Show } & Opened) {
  const [, go] = useLocation();
  const admin = useIsAdmin();
  const { merged_into }: Schemas['Ticket'] = ticket;
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon size="lg" aria-label={t('ticket.more')} title={t('ticket.more')}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => show('subject')}>
          {t('ticket.edit_subject')}
        </Menu.Item>
        <Menu.Item leftSection={<IconMailOpened size={16} />} onClick={() => void markUnread(ticket.id).then(() => go(listPlace()), failed)}>
          {t('ticket.mark_unread')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLink size={16} />} onClick={() => copyAddress(ticket)}>
          {t('ticket.copy_address')}
        </Menu.Item>
        <Menu.Item leftSection={<IconExternalLink size={16} />} onClick={() => copy(ticket.link_url, t('ticket.said_link_copied'))}>
          {t('ticket.copy_link')}
        </Menu.Item>
        {!merged_into && (
          <Menu.Item leftSection={<IconArrowMerge size={16} />} onClick={() => show('merge')}>
            {t('ticket.merge_more')}
          </Menu.Item>
        )}
        {admin && (
          <>
            <Menu.Divider />
            <Menu.Item c="var(--mantine-color-error)" leftSection={<IconTrash size={16} />} onClick={() => show('delete')}>
              {t('ticket.delete_more')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** For a colleague, in the panel. */
export function copyAddress(ticket: Schemas['Ticket']): void {
  copy(`${location.origin}/admin/tickets/${ticket.id}`, t('ticket.said_address_copied'));
}

import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowBackUp, IconCopy, IconDots, IconDownload, IconFileText, IconGitFork, IconListDetails, IconMail, IconQuote } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { answer, api } from '../../api/client';
import { copy } from '../../parts/copy';
import { failed } from '../../parts/toast';
import { t } from '../../texts/words';
import { quote } from '../quoting';
import { takeBack } from '../takingBack';
import { saveFrom } from './files';
import type { Message, Ticket } from './types';
import { useTakeBackUntil } from './takeBackUntil';

const HeadersDialog = lazy(() => import('./HeadersDialog'));
const SplitDialog = lazy(() => import('./SplitDialog'));

interface Props {
  message: Message;
  ticket: Ticket;
  author: string;
  opened: boolean;
  setOpened: (opened: boolean) => void;
  /** What is marked in the message, else all of it. */
  chosen: () => string;
  /** Null where there is but one way to show it. */
  view: 'text' | 'mail' | null;
  switchView: () => void;
}

export function MessageMenu({ message, ticket, author, opened, setOpened, chosen, view, switchView }: Props) {
  const [dialog, setDialog] = useState<'headers' | 'split' | null>(null);
  const home = message.ticket_id ?? ticket.id;
  const received = message.channel === 'email';
  const splittable = message.kind === 'public' && message.author.kind === 'customer' && home === ticket.id && ticket.message_count > 1;
  const takeable = useTakeBackUntil(message, ticket) > Date.now();
  return (
    <>
      <Menu opened={opened} onChange={setOpened} position="bottom-end" withinPortal returnFocus>
        <Menu.Target>
          <ActionIcon size="sm" aria-label={t('talk.menu', { name: author })} title={t('talk.menu_title')}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconQuote size={16} />} onClick={() => quote(chosen())}>
            {t('talk.quote')}
          </Menu.Item>
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => copy(chosen())}>
            {t('talk.copy')}
          </Menu.Item>
          {view && (
            <Menu.Item leftSection={view === 'mail' ? <IconFileText size={16} /> : <IconMail size={16} />} onClick={switchView}>
              {t(view === 'mail' ? 'talk.show_text' : 'talk.show_mail')}
            </Menu.Item>
          )}
          {splittable && (
            <Menu.Item leftSection={<IconGitFork size={16} />} onClick={() => setDialog('split')}>
              {t('talk.split')}
            </Menu.Item>
          )}
          {takeable && (
            <Menu.Item leftSection={<IconArrowBackUp size={16} />} onClick={() => void takeBack(home, message.id)}>
              {t('talk.take_back')}
            </Menu.Item>
          )}
          {received && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconListDetails size={16} />} onClick={() => setDialog('headers')}>
                {t('talk.headers')}
              </Menu.Item>
              <Menu.Item leftSection={<IconDownload size={16} />} onClick={() => void saveOriginal(home, message.id).catch(failed)}>
                {t('talk.original')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {dialog === 'headers' && <HeadersDialog ticketId={home} messageId={message.id} onClose={() => setDialog(null)} />}
        {dialog === 'split' && <SplitDialog ticket={ticket} message={message} onClose={() => setDialog(null)} />}
      </Suspense>
    </>
  );
}

async function saveOriginal(ticketId: string, messageId: string): Promise<void> {
  const path = { id: ticketId, message_id: messageId };
  const { url } = await answer(api.GET('/api/admin/tickets/{id}/messages/{message_id}/original', { params: { path } }));
  saveFrom(url);
}

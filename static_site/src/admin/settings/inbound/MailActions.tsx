import { Button, Group } from '@mantine/core';
import { IconDownload, IconPlus, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { done, failed } from '../../parts/toast';
import { t } from '../../texts/words';
import type { Schemas } from '../../api/client';
import { ChooseDesk } from './ChooseDesk';
import { dealWith, reason, type Doing } from './mails';

export function MailActions({ mail }: { mail: Schemas['ShownMail'] }) {
  const [, go] = useLocation();
  const [choosing, setChoosing] = useState(false);
  const [busy, setBusy] = useState(false);
  const run = async (doing: Doing, desk: string | null = null) => {
    setBusy(true);
    try {
      const came = await dealWith(mail.id, doing, desk);
      const ticket = came.find(({ state, ticket_id }) => state === 'processed' && ticket_id)?.ticket_id;
      if (ticket) done(t(`settings.done_${doing}`, { count: 1 }));
      else if (doing === 'discard') sayDiscarded();
      else done(t('settings.still_waiting', { reason: came[0] ? reason(came[0]) : '' }));
      if (ticket) go(`/tickets/${ticket}`);
      else if (doing === 'discard') go('/settings/inbound');
    } catch (error) {
      failed(error);
    } finally {
      setBusy(false);
    }
  };
  /** Decided again, what was held back is held back again: the way back from discarding. */
  const sayDiscarded = () => {
    const back = async () => void (await dealWith(mail.id, 'retry', null));
    done(t('settings.done_discard', { count: 1 }), mail.desk_id ? back : undefined);
  };
  const open = mail.state === 'quarantined' || mail.state === 'discarded';
  return (
    <Group gap="xs">
      {open && (
        <>
          <Button
            leftSection={<IconPlus size={16} />}
            disabled={busy}
            onClick={() => (mail.desk_id ? void run('ticket') : setChoosing(true))}
          >
            {t('settings.do_ticket')}
          </Button>
          <Button variant="light" leftSection={<IconRefresh size={16} />} disabled={busy} onClick={() => void run('retry')}>
            {t('settings.do_retry')}
          </Button>
        </>
      )}
      {mail.state === 'quarantined' && (
        <Button variant="light" color="red" leftSection={<IconTrash size={16} />} disabled={busy} onClick={() => void run('discard')}>
          {t('settings.do_discard')}
        </Button>
      )}
      <Button variant="subtle" component="a" href={mail.url} leftSection={<IconDownload size={16} />}>
        {t('settings.download')}
      </Button>
      <ChooseDesk opened={choosing} close={() => setChoosing(false)} choose={(desk) => void run('ticket', desk)} />
    </Group>
  );
}

import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { done, failed } from '../../parts/toast';
import { t } from '../../texts/words';
import { ChooseDesk } from './ChooseDesk';
import { dealWithAll, type Doing, type Lying, type Mail } from './mails';

export function BulkBar({ mails, state, clear }: { mails: Mail[]; state: Lying; clear: () => void }) {
  const [choosing, setChoosing] = useState(false);
  const [busy, setBusy] = useState(false);
  const run = async (doing: Doing, desk: string | null = null) => {
    setBusy(true);
    try {
      const results = await dealWithAll(mails.map(({ id }) => id), doing, desk);
      const worked = results.filter(({ ok }) => ok).length;
      done(t(`settings.done_${doing}`, { count: worked }));
      const left = results.length - worked;
      if (left > 0) done(t('settings.not_done', { count: left }));
      clear();
    } catch (error) {
      failed(error);
    } finally {
      setBusy(false);
    }
  };
  const makeTickets = () => (mails.some((mail) => !mail.desk_id) ? setChoosing(true) : void run('ticket'));
  return (
    <Group gap="xs" role="toolbar" aria-label={t('settings.chosen', { count: mails.length })}>
      <Text size="sm" fw={500}>
        {t('settings.chosen', { count: mails.length })}
      </Text>
      <Button size="xs" variant="light" disabled={busy} onClick={() => void run('retry')}>
        {t('settings.do_retry')}
      </Button>
      <Button size="xs" variant="light" disabled={busy} onClick={makeTickets}>
        {t('settings.do_tickets')}
      </Button>
      {state === 'quarantined' && (
        <Button size="xs" variant="light" color="red" disabled={busy} onClick={() => void run('discard')}>
          {t('settings.do_discard')}
        </Button>
      )}
      <ChooseDesk opened={choosing} close={() => setChoosing(false)} choose={(desk) => void run('ticket', desk)} />
    </Group>
  );
}

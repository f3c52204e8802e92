import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { shownKey } from '../actions/keyboard';
import { t } from '../texts/words';
import type { Draft } from './draft';
import { useStore } from '../parts/store';
import type { Sending } from './useSending';

export function SendButton({ sending, draft }: { sending: Sending; draft: Draft }) {
  const uploads = useStore(draft.sheet).files.filter((file) => file.state === 'sending').length;
  const isReply = draft.kind === 'reply';
  const label = uploads > 0 ? t('writing.waits_for_uploads', { count: uploads }) : t(isReply ? 'writing.send' : 'writing.add_note');
  const off = uploads > 0 || draft.sheet.isEmpty;
  const send = (
    <Button size="sm" type="button" loading={sending.busy} disabled={off} title={shownKey('mod+enter')} onClick={() => void sending.send(null)}>
      {label}
    </Button>
  );
  if (!isReply) return send;
  return (
    <Button.Group>
      {send}
      <Menu position="top-end" withinPortal>
        <Menu.Target>
          <Button size="sm" px={8} ml={1} disabled={off || sending.busy} aria-label={t('writing.more_ways')}>
            <IconChevronDown size={16} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void sending.send('waiting')}>{t('writing.send_waiting')}</Menu.Item>
          <Menu.Item onClick={() => void sending.send('closed')}>{t('writing.send_closed')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Button.Group>
  );
}

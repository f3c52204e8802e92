import { Button, Group, Text } from '@mantine/core';
import { askAgain } from '../api/cache';
import type { Schemas } from '../api/client';
import { t } from '../texts/words';
import { Notice } from './Notice';
import type { Sending } from './useSending';

const MOST = 4;

/** What came in while the answer was written. */
export function MovedOn({ sending, ticket }: { sending: Sending; ticket: Schemas['Conversation'] }) {
  if (!sending.stale) return null;
  const { problem, then } = sending.stale;
  const changes = (problem.changes ?? []).map(shown);
  const look = () => {
    askAgain(ticket.id);
    sending.lookFirst();
  };
  return (
    <Notice title={t('writing.moved_on')}>
      {changes.slice(0, MOST).map((change, at) => (
        <Text key={at} size="sm" lineClamp={2}>
          <b>{change.head}</b> {change.text}
        </Text>
      ))}
      {changes.length > MOST && <Text size="sm">{t('writing.moved_more', { count: changes.length - MOST })}</Text>}
      <Group gap="xs" mt={6}>
        <Button size="compact-sm" variant="light" onClick={look}>
          {t('writing.look_first')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => void sending.send(then, problem.current_version ?? ticket.version)}>
          {t('writing.send_anyway')}
        </Button>
      </Group>
    </Notice>
  );
}

/** The description of the API leaves open what a change is: a message has a text, an event has none. */
function shown(change: Record<string, unknown>): { head: string; text: string } {
  const name = authorOf(change) || t('writing.system');
  if (typeof change.text !== 'string') return { head: t('writing.changed_ticket', { name }), text: '' };
  return { head: t(change.kind === 'note' ? 'writing.noted_by' : 'writing.wrote', { name }), text: change.text };
}

function authorOf({ author }: Record<string, unknown>): string {
  const known = typeof author === 'object' && author !== null ? author : {};
  if ('name' in known && known.name) return String(known.name);
  return 'email' in known ? String(known.email) : '';
}

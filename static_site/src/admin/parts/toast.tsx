import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { told, type Refused } from '../api/refused';
import { t } from '../texts/words';

const LONG_ENOUGH_TO_UNDO = 10_000;
const MOST_AT_ONCE = 2; // more of them would cover the page
const said: string[] = [];

/** Says what was done; with `undo` also how to take it back. */
export function done(text: string, undo?: () => void | Promise<void>, lasts = LONG_ENOUGH_TO_UNDO, id: string = crypto.randomUUID()): void {
  notifications.show({
    id,
    message: undo ? <Undoable text={text} undo={() => hideAndRun(id, undo)} /> : text,
    autoClose: undo ? lasts : 4000,
  });
  said.push(id);
  if (said.length > MOST_AT_ONCE) notifications.hide(said.shift()!);
}

/** What it said does not hold any more. */
export function unsaid(id: string): void {
  notifications.hide(id);
}

export function failed(error: unknown): void {
  notifications.show({
    color: 'red',
    message: told(error),
    autoClose: 8000,
    role: 'alert',
  });
}

/** Refused, because the ticket moved on: what came in, and a way to do it all the same. `what` tells it
 * in words, a line each. */
export function refusedAsStale(error: Refused, anyway: () => Promise<unknown>, what: readonly string[] = []): void {
  const id = notifications.show({
    color: 'yellow',
    role: 'alert',
    autoClose: false,
    title: t('common.moved_on'),
    message: (
      <Group justify="space-between" wrap="nowrap" gap="sm">
        <Text size="sm" c="var(--mantine-color-text)" style={{ whiteSpace: 'pre-line' }}>
          {[t('common.moved_on_text', { count: error.problem.changes?.length ?? 0 }), ...what].join('\n')}
        </Text>
        <Button size="compact-sm" flex="none" variant="light" color="yellow" onClick={() => void hideAndRun(id, async () => void (await anyway()))}>
          {t('common.anyway')}
        </Button>
      </Group>
    ),
  });
}

async function hideAndRun(id: string, run: () => void | Promise<void>) {
  notifications.hide(id);
  try {
    await run();
  } catch (error) {
    failed(error);
  }
}

function Undoable({ text, undo }: { text: string; undo: () => void }) {
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Text size="sm">{text}</Text>
      <Button size="compact-sm" variant="light" flex="none" onClick={undo}>
        {t('common.undo')}
      </Button>
    </Group>
  );
}

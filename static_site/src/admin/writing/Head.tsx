import { ActionIcon, Group, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconTrash } from '@tabler/icons-react';
import { locale, t } from '../texts/words';
import type { Draft, Kept, Kind } from './draft';
import classes from './ReplyBox.module.css';
import { useStore } from '../parts/store';

const KINDS: readonly Kind[] = ['reply', 'note'];

export function Head({ draft, change, close }: { draft: Draft; change: (kind: Kind) => void; close: () => void }) {
  useStore(draft.sheet);
  const kept = useStore(draft);
  return (
    <div className={classes.head}>
      <div role="group" aria-label={t('writing.kinds')} className={classes.kinds}>
        {KINDS.map((kind) => (
          <UnstyledButton key={kind} className={classes.kind!} aria-pressed={kind === draft.kind} onClick={() => change(kind)}>
            {t(`writing.${kind}`)}
          </UnstyledButton>
        ))}
      </div>
      {draft.kind === 'note' && (
        <Text size="xs" className={classes.hint!} visibleFrom="xs">
          {t('writing.note_hint')}
        </Text>
      )}
      <Group gap={2} ml="auto" wrap="nowrap" miw={0}>
        <Text size="xs" c={kept.state === 'refused' ? 'var(--mantine-color-error)' : 'dimmed'} truncate {...(isWorrying(kept) && { role: 'status' })} pr={4}>
          {stateOf(kept)}
        </Text>
        {!draft.sheet.isEmpty && (
          <Tooltip label={t('writing.discard')}>
            <ActionIcon aria-label={t('writing.discard')} onClick={() => void draft.discard()}>
              <IconTrash size={17} />
            </ActionIcon>
          </Tooltip>
        )}
        <Tooltip label={t('writing.collapse')}>
          <ActionIcon aria-label={t('writing.collapse')} onClick={close}>
            <IconChevronDown size={18} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </div>
  );
}

function isWorrying({ state }: Kept): boolean {
  return state === 'offline' || state === 'refused';
}

function stateOf({ state, at, refusal }: Kept): string {
  if (state === 'saved') return t('writing.draft_saved', { time: time(at) });
  if (state === 'saving') return t('writing.draft_saving');
  if (state === 'offline') return t('writing.draft_offline');
  return state === 'refused' ? t('writing.draft_refused', { reason: refusal }) : '';
}

export function time(iso: string): string {
  return new Date(iso).toLocaleTimeString(locale(), { timeStyle: 'short' });
}

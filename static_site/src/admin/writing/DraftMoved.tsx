import { Button, Group, Text } from '@mantine/core';
import { t } from '../texts/words';
import type { Draft } from './draft';
import { time } from './Head';
import { Notice } from './Notice';
import { useStore } from '../parts/store';

/** Two devices wrote: the operator says which of them is meant. */
export function DraftMoved({ draft }: { draft: Draft }) {
  const { other } = useStore(draft);
  if (!other) return null;
  const gone = other === 'gone';
  return (
    <Notice title={t(gone ? 'writing.gone_draft' : 'writing.moved_draft')}>
      <Text size="sm">{gone ? t('writing.gone_draft_text') : t('writing.moved_draft_text', { time: time(other.at), excerpt: other.excerpt })}</Text>
      <Group gap="xs" mt={6}>
        <Button size="compact-sm" variant="light" onClick={() => draft.keepMine()}>
          {t('writing.keep_mine')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => void draft.takeOther()}>
          {t(gone ? 'writing.clear_here' : 'writing.take_other')}
        </Button>
      </Group>
    </Notice>
  );
}

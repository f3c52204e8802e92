import { Group, Modal, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useFocusBack } from '../parts/useFocusBack';
import { t } from '../texts/words';
import { Keys } from './Keys';
import { show } from './opening';
import { GROUPS, useAllActions, type Action } from './registry';

/** What `?` shows: the keys of the page that one is on. */
export default function ShortcutsSheet() {
  useFocusBack();
  const withKeys = useAllActions().filter((action) => action.keys);
  const groups = GROUPS.filter((group) => withKeys.some((action) => action.group === group));
  return (
    <Modal
      opened
      onClose={() => show(null)}
      title={t('palette.shortcuts_title')}
      size="lg"
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        {groups.map((group) => (
          <Stack key={group} gap={6}>
            <Title order={3} size="h6">
              {t(`palette.group_${group}`)}
            </Title>
            {byLabel(withKeys.filter((action) => action.group === group)).map(([label, ways]) => (
              <Group key={label} justify="space-between" wrap="nowrap">
                <Text size="sm">{label}</Text>
                <Group gap={12} wrap="nowrap">
                  {ways.map(({ id, keys }) => (
                    <Keys key={id} keys={keys ?? []} />
                  ))}
                </Group>
              </Group>
            ))}
          </Stack>
        ))}
      </SimpleGrid>
    </Modal>
  );
}

/** `j` and `↓` do the same and stand on one line. */
function byLabel(actions: readonly Action[]): [string, Action[]][] {
  const ways = new Map<string, Action[]>();
  for (const action of actions) ways.set(action.label, [...(ways.get(action.label) ?? []), action]);
  return [...ways];
}

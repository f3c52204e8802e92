import { Group, Kbd } from '@mantine/core';
import { shownKey } from './keyboard';

export function Keys({ keys }: { keys: readonly string[] }) {
  return (
    <Group gap={4} wrap="nowrap">
      {keys.map((key, at) => (
        <Kbd key={at} size="xs">
          {shownKey(key)}
        </Kbd>
      ))}
    </Group>
  );
}

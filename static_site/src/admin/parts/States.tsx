import { Button, Center, Loader, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { told } from '../api/refused';
import { t } from '../texts/words';

/** What a page says in place of what it has not got; `whole`: it has nothing else. */
export function Blank({ title, text, whole, children }: { title: string; text?: string; whole?: boolean; children?: ReactNode }) {
  return (
    <Center mih={260} p="md">
      <Stack align="center" gap="xs" maw={440} ta="center">
        <Title order={whole ? 1 : 2} size="h4">
          {title}
        </Title>
        {text && <Text c="dimmed">{text}</Text>}
        {children}
      </Stack>
    </Center>
  );
}

export function Loading() {
  return (
    <Center mih={260} role="status" aria-label={t('common.loading')}>
      <Loader type="dots" />
    </Center>
  );
}

export function Broken({ error, retry, whole = false }: { error: unknown; retry?: () => void; whole?: boolean }) {
  return (
    <Blank title={told(error)} whole={whole}>
      {retry && (
        <Button variant="light" onClick={retry}>
          {t('common.retry')}
        </Button>
      )}
    </Blank>
  );
}

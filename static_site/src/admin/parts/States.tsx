import { Button, Center, Loader, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { told } from '../api/refused';
import { t } from '../texts/words';

/** What a page says in place of what it has not got. */
export function Blank({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <Center mih={260} p="md">
      <Stack align="center" gap="xs" maw={440} ta="center">
        <Title order={2} size="h4">
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

export function Broken({ error, retry }: { error: unknown; retry?: () => void }) {
  return (
    <Blank title={told(error)}>
      {retry && (
        <Button variant="light" onClick={retry}>
          {t('common.retry')}
        </Button>
      )}
    </Blank>
  );
}

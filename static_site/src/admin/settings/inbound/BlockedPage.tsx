import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { suppressionsQuery } from '../../api/suppressions';
import { Broken, Loading } from '../../parts/States';
import { t } from '../../texts/words';
import { PageHead } from '../../parts/Layout';
import { Suppressed } from './Suppressed';

/** The API tells of addresses that it is asked about; it has no list of all. */
export function BlockedPage() {
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState<string[]>([]);
  const ask = (event: FormEvent) => {
    event.preventDefault();
    setAsked(typed.split(/[\s,;]+/).filter(Boolean).slice(0, 50));
  };
  return (
    <>
      <PageHead title={t('settings.blocked')} text={t('settings.blocked_text')} />
      <form onSubmit={ask}>
        <Group align="end" gap="xs">
          <TextInput
            flex={1}
            miw={200}
            maw={420}
            label={t('settings.blocked_search')}
            description={t('settings.blocked_search_text')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            placeholder="ada@example.com"
          />
          <Button type="submit" disabled={!typed.trim()}>
            {t('settings.look')}
          </Button>
        </Group>
      </form>
      {asked.length > 0 && <Found addresses={asked} />}
    </>
  );
}

function Found({ addresses }: { addresses: string[] }) {
  const { data, error, refetch } = useQuery(suppressionsQuery(addresses));
  if (!data) return error ? <Broken error={error} retry={() => void refetch()} /> : <Loading />;
  return (
    <Stack gap="sm" mt="lg" role="status">
      {data.items.length === 0 && <Text size="sm">{t('settings.not_blocked', { count: addresses.length })}</Text>}
      {data.items.map((each) => (
        <div key={each.address}>
          <Text size="sm" fw={600}>
            {each.address}
          </Text>
          <Suppressed suppression={each} />
        </div>
      ))}
    </Stack>
  );
}

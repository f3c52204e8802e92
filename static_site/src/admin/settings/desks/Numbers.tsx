import { Code, List, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Refused } from '../../api/refused';
import { locale, t } from '../../texts/words';
import { numbersQuery } from '../api';
import { Part } from '../../parts/Layout';
import { capitalised } from '../../parts/useForm';
import type { DeskForm } from './DeskPage';

const PLACES = ['nr', 'yyyy', 'yy', 'mm'] as const;

export function Numbers({ form: { values, set, error } }: { form: DeskForm }) {
  const [pattern] = useDebouncedValue(values.number_pattern, 300);
  const { data, error: refused } = useQuery({ ...numbersQuery(pattern), placeholderData: keepPreviousData });
  const wrong = refused instanceof Refused ? refused.fields.pattern : undefined;
  return (
    <Part>
      <TextInput
        label={t('settings.number_pattern')}
        description={t('settings.number_pattern_text')}
        value={values.number_pattern}
        onChange={(event) => set({ number_pattern: event.currentTarget.value })}
        error={error('number_pattern') ?? (wrong && capitalised(wrong))}
        maw={320}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        spellCheck={false}
      />
      {data && !wrong && (
        <Text size="sm" role="status">
          {t('settings.numbers_next', { numbers: new Intl.ListFormat(locale(), { type: 'unit' }).format(data.examples) })}
        </Text>
      )}
      <List size="sm" spacing={4} listStyleType="none" c="dimmed">
        {PLACES.map((place) => (
          <List.Item key={place}>
            <Code>{`{${place}}`}</Code> {t(`settings.place_${place}`)}
          </List.Item>
        ))}
      </List>
    </Part>
  );
}

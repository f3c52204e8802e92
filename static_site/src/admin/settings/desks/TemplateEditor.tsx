import { Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { Schemas } from '../../api/client';
import { Refused } from '../../api/refused';
import { t } from '../../texts/words';
import { letterQuery, type Desk, type TemplateName } from '../api';
import { TemplateText } from '../form/TemplateText';
import { capitalised } from '../../parts/useForm';
import classes from './desks.module.css';
import { Letter } from './Letter';

interface Props {
  name: TemplateName;
  desk: Desk;
  template: Schemas['Template'];
  /** Without it the template is only shown. */
  write?: (template: Schemas['Template']) => void;
  error: (field: string) => string | undefined;
}

/** The text, and beside it the mail that comes of it; while there is a mistake, the last good one. */
export function TemplateEditor({ name, desk, template, write, error }: Props) {
  const { language, signature, number_pattern } = desk;
  const asked = { name, subject: template.subject, body: template.body, desk: { name: desk.name, language, signature, number_pattern } };
  const [settled] = useDebouncedValue(asked, 400);
  const { data, error: refused } = useQuery({ ...letterQuery(settled), placeholderData: keepPreviousData });
  const good = useRef(data);
  if (data) good.current = data;
  const mistake = refused instanceof Refused ? refused.problem.errors?.[0] : undefined;
  const wrong = (field: string) => (mistake?.field === field ? capitalised(mistake.message) : error(field));
  return (
    <div className={write ? classes.template : undefined}>
      {write && (
        <Stack gap="md">
          <TextInput
            label={t('settings.subject')}
            description={t('settings.subject_text')}
            value={template.subject}
            onChange={(event) => write({ ...template, subject: event.currentTarget.value })}
            error={wrong('subject')}
          />
          <TemplateText
            label={t('settings.body')}
            value={template.body}
            onChange={(body) => write({ ...template, body })}
            error={wrong('body')}
            line={mistake?.field === 'body' ? (mistake.line ?? undefined) : undefined}
          />
          <Text size="xs" c="dimmed">
            {t('settings.conditions')}
          </Text>
        </Stack>
      )}
      {good.current && <Letter letter={good.current} stale={Boolean(mistake)} />}
    </div>
  );
}

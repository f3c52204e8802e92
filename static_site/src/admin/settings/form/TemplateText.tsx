import { Group, Input, Text, Tooltip, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useRef } from 'react';
import { t } from '../../texts/words';
import { variablesQuery } from '../api';
import classes from './form.module.css';
import { explained } from './variables';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  error?: string | undefined;
  /** The line with the mistake, from 1 on. */
  line?: number | undefined;
  inCannedReplies?: boolean;
}

/** A text with `{{ variables }}`, as high as it is long; the line with a mistake is marked. */
export function TemplateText({ label, value, onChange, error, line, inCannedReplies = false }: Props) {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const insert = (name: string) => {
    const field = area.current;
    if (!field) return;
    field.focus();
    field.setRangeText(`{{ ${name} }}`, field.selectionStart, field.selectionEnd, 'end');
    onChange(field.value);
  };
  return (
    <div>
      <Input.Wrapper label={label} error={error} id={id}>
      <div className={classes.grow} data-error={error ? true : undefined}>
        <div className={classes.mirror} aria-hidden>
          {value.split('\n').map((text, at) => (
            <div key={at}>{at + 1 === line ? <span className={classes.wrong}>{text || ' '}</span> : text || ' '}</div>
          ))}
        </div>
        <textarea
          ref={area}
          id={id}
          className={classes.typed}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          aria-invalid={Boolean(error)}
          aria-describedby={error ? `${id}-error` : undefined}
        />
      </div>
      </Input.Wrapper>
      <Variables insert={insert} inCannedReplies={inCannedReplies} />
    </div>
  );
}

function Variables({ insert, inCannedReplies }: { insert: (name: string) => void; inCannedReplies: boolean }) {
  const variables = useQuery(variablesQuery).data?.items ?? [];
  return (
    <Group gap={6} mt={8} role="group" aria-label={t('settings.insert')}>
      <Text size="xs" c="dimmed">
        {t('settings.insert')}
      </Text>
      {variables
        .filter((each) => each.in_canned_replies || !inCannedReplies)
        .map((each) => (
          <Tooltip key={each.name} multiline maw={280} label={t('settings.variable_hint', { text: explained(each), sample: each.sample })}>
            <UnstyledButton
              className={classes.chip!}
              aria-label={t('settings.insert_named', { name: each.name, text: explained(each) })}
              onClick={() => insert(each.name)}
            >
              {each.name}
            </UnstyledButton>
          </Tooltip>
        ))}
    </Group>
  );
}

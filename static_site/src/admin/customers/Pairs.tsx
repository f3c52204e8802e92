import { ActionIcon, Input, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { t } from '../texts/words';
import classes from './customers.module.css';

interface Props {
  label: string;
  values: Record<string, string>;
  onChange: (values: Record<string, string>) => void;
  error: string | undefined;
}

type Pair = readonly [name: string, value: string];

/** Names and values, one pair a line; the last line is empty and becomes the next one. */
export function Pairs({ label, values, onChange, error }: Props) {
  const [pairs, setPairs] = useState<readonly Pair[]>(Object.entries(values)); // a name may be half typed
  const put = (next: readonly Pair[]) => {
    setPairs(next);
    onChange(Object.fromEntries(next.filter(([name]) => name.trim())));
  };
  const change = (at: number, pair: Pair) => put([...pairs.slice(0, at), pair, ...pairs.slice(at + 1)]);
  return (
    <Input.Wrapper label={label} error={error} labelElement="div" role="group" aria-label={label}>
      {[...pairs, ['', ''] as const].map(([name, value], at) => (
        <div key={at} className={classes.pair}>
          <TextInput
            value={name}
            placeholder={t('people.field_name')}
            aria-label={`${t('people.field_name')} ${at + 1}`}
            onChange={(event) => change(at, [event.currentTarget.value, value])}
          />
          <TextInput
            value={value}
            placeholder={t('people.field_value')}
            aria-label={`${t('people.field_value')} ${at + 1}`}
            onChange={(event) => change(at, [name, event.currentTarget.value])}
          />
          {at < pairs.length ? (
            <ActionIcon
              size="lg"
              aria-label={t('common.remove_named', { name })}
              title={t('common.remove')}
              onClick={() => put(pairs.filter((_, index) => index !== at))}
            >
              <IconX size={16} />
            </ActionIcon>
          ) : (
            <span />
          )}
        </div>
      ))}
    </Input.Wrapper>
  );
}

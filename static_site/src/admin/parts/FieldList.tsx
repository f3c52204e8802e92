import { ActionIcon, Input, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { t } from '../texts/words';
import classes from './form.module.css';

interface Props {
  label: string;
  description?: string;
  placeholder?: string;
  type?: 'text' | 'email' | 'tel' | 'url';
  values: readonly string[];
  onChange: (values: string[]) => void;
  error?: string | undefined;
  most?: number;
  /** What is to be said below one of the values. */
  remark?: (value: string) => ReactNode;
}

/** Several of a kind, one a line; the last line is empty and becomes the next one. */
export function FieldList({ label, description, error, values, onChange, remark, most = 20, type = 'text', placeholder }: Props) {
  const lines = values.length < most ? [...values, ''] : values;
  const change = (at: number, value: string) => onChange([...values.slice(0, at), value, ...values.slice(at + 1)]);
  const tidy = () => values.some((value) => !value.trim()) && onChange(values.filter((value) => value.trim()));
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div" role="group" aria-label={label}>
      {lines.map((value, at) => (
        <div key={at} style={{ marginTop: 6 }}>
          <div className={classes.line}>
            <TextInput
              type={type}
              value={value}
              placeholder={placeholder}
              error={isWrong(value, values, error)}
              aria-label={`${label} ${at + 1}`}
              onChange={(event) => change(at, event.currentTarget.value)}
              onBlur={tidy}
            />
            {at === values.length ? (
              <span className={classes.gap} />
            ) : (
              <ActionIcon
                size="lg"
                aria-label={t('common.remove_named', { name: value })}
                title={t('common.remove')}
                onClick={() => onChange(values.filter((_, index) => index !== at))}
              >
                <IconX size={16} />
              </ActionIcon>
            )}
          </div>
          {value && remark?.(value)}
        </div>
      ))}
    </Input.Wrapper>
  );
}

/** The one that the message names, else each of them. */
function isWrong(value: string, values: readonly string[], error: string | undefined): boolean {
  if (!error || !value) return false;
  return error.includes(value) || !values.some((each) => each && error.includes(each));
}

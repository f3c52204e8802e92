import { Pill, PillsInput, Text } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { t } from '../texts/words';
import { addressesIn, isAddress } from './addresses';
import classes from './ReplyBox.module.css';

interface Props {
  ccs: readonly string[];
  onChange: (ccs: string[]) => void;
  suppressed: readonly string[];
  autoFocus: boolean;
  wrong?: string | undefined;
}

export function CcInput({ ccs, onChange, suppressed, autoFocus, wrong }: Props) {
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState('');
  const take = (text: string) => {
    const found = addressesIn(text);
    const bad = found.find((address) => !isAddress(address));
    setRefused(bad ? t('writing.not_an_address', { address: bad }) : '');
    setTyped(bad ?? '');
    const good = found.filter(isAddress).map((address) => address.toLowerCase());
    if (good.length > 0) onChange([...new Set([...ccs, ...good])]);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const ends = ['Enter', ',', ';', ' '].includes(event.key) && !event.ctrlKey && !event.metaKey;
    if (ends && typed.trim()) {
      event.preventDefault();
      take(typed);
    } else if (event.key === 'Backspace' && !typed && ccs.length > 0) {
      onChange(ccs.slice(0, -1));
    }
  };
  return (
    <div className={classes.cc}>
      <Text size="sm" c="dimmed" component="label" htmlFor="writing-cc">
        {t('writing.cc')}
      </Text>
      <PillsInput id="writing-cc" variant="unstyled" size="xs" flex={1} error={refused || wrong}>
        <Pill.Group gap={4}>
          {ccs.map((address) => (
            <Pill
              key={address}
              withRemoveButton
              className={suppressed.includes(address) ? classes.silent! : undefined}
              title={suppressed.includes(address) ? t('writing.cc_suppressed') : address}
              removeButtonProps={{ 'aria-label': t('writing.remove_address', { address }), 'aria-hidden': false, tabIndex: 0 }}
              onRemove={() => onChange(ccs.filter((each) => each !== address))}
            >
              {address}
            </Pill>
          ))}
          <PillsInput.Field
            inputMode="email"
            autoFocus={autoFocus}
            placeholder={ccs.length === 0 ? t('writing.cc_placeholder') : ''}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onPaste={(event) => {
              event.preventDefault();
              take(event.clipboardData.getData('text'));
            }}
            onBlur={() => typed.trim() && take(typed)}
          />
        </Pill.Group>
      </PillsInput>
    </div>
  );
}

import { Combobox, Loader, useCombobox } from '@mantine/core';
import { useEffect, useState, type ReactElement, type ReactNode } from 'react';
import { useSearchFocus } from '../parts/useSearchFocus';
import { t } from '../texts/words';
import classes from './Pick.module.css';

export interface Option {
  value: string;
  label: string;
  icon?: ReactNode;
  group?: string;
}

interface PickProps {
  name: string;
  options: readonly Option[] | ((text: string) => readonly Option[]);
  onPick: (value: string) => void;
  children: ReactElement;
  opened: boolean;
  setOpened: (opened: boolean) => void;
  keepsOpen?: (value: string) => boolean;
  onType?: (text: string) => void;
  busy?: boolean;
  position?: 'bottom-start' | 'bottom-end' | 'top';
}

/** A button that offers something to choose from, found by typing. */
export function Pick({ name, options, onPick, children, opened, setOpened, keepsOpen, onType, busy, position = 'bottom-start' }: PickProps) {
  const [text, setText] = useState('');
  const combobox = useCombobox({
    opened,
    onOpenedChange: setOpened,
    onDropdownClose: (source) => {
      type('');
      if (source === 'keyboard') combobox.focusTarget();
    },
  });
  const type = (typed: string) => {
    setText(typed);
    onType?.(typed);
  };
  const shown = typeof options === 'function' ? options(text) : options.filter(({ label }) => label.toLowerCase().includes(text.trim().toLowerCase()));

  useSearchFocus(combobox, opened);
  const shape = shown.map(({ value }) => value).join();
  useEffect(() => {
    const timer = setTimeout(() => opened && combobox.selectFirstOption());
    return () => clearTimeout(timer);
  }, [opened, shape]);

  return (
    <Combobox
      store={combobox}
      width={260}
      position={position}
      shadow="md"
      withinPortal
      onOptionSubmit={(value) => {
        type('');
        onPick(value);
        if (!keepsOpen?.(value)) combobox.closeDropdown('keyboard');
      }}
    >
      <Combobox.Target targetType="button" withAriaAttributes={false}>
        {children}
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
          placeholder={name}
          aria-label={name}
          rightSection={busy ? <Loader size={14} /> : null}
        />
        <Combobox.Options aria-label={name} mah={300} className={classes.options!}>
          {shown.length === 0 && <Combobox.Empty>{t('inbox.nothing_to_pick')}</Combobox.Empty>}
          {grouped(shown).map(([group, members]) =>
            group ? (
              <Combobox.Group key={group} label={group}>
                {members.map(offered)}
              </Combobox.Group>
            ) : (
              members.map(offered)
            ),
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function offered({ value, label, icon }: Option) {
  return (
    <Combobox.Option key={value} value={value}>
      <span className={classes.option}>
        {icon}
        <span className={classes.label}>{label}</span>
      </span>
    </Combobox.Option>
  );
}

function grouped(options: readonly Option[]): [string, Option[]][] {
  const groups = new Map<string, Option[]>();
  for (const option of options) groups.set(option.group ?? '', [...(groups.get(option.group ?? '') ?? []), option]);
  return [...groups];
}

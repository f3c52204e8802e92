import { Button, Combobox, Group, Text, useCombobox } from '@mantine/core';
import { IconCheck, IconChevronDown, IconUserOff } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Schemas } from '../../api/client';
import { useMe, useOperators } from '../../api/queries';
import { Face } from '../../parts/Face';
import { operatorName, worksOn } from '../../parts/people';
import { useSearchFocus } from '../../parts/useSearchFocus';
import { t } from '../../texts/words';
import { assign } from './acts';
import type { Opened } from './opened';

const NOBODY = '';
type Props = { ticket: Schemas['Ticket']; desk: Schemas['Desk'] | undefined } & Opened;

export function AssigneeMenu({ ticket, desk, opened, setOpened }: Props) {
  const [looked, setLooked] = useState('');
  const me = useMe().operator;
  const operators = useOperators();
  const assignee = operators.find((each) => each.id === ticket.assignee);
  const name = ticket.assignee ? operatorName(operators, ticket.assignee) : t('ticket.unassigned');
  const all = useAble(desk);
  const able = all.filter((each) => matches(`${each.name} ${each.email}`, looked));
  const combobox = useCombobox({ opened, onOpenedChange: setOpened });
  useEffect(() => setLooked(''), [opened]);
  useSearchFocus(combobox, opened);
  const offered = able.map(({ id }) => id).join(); // also those who are known only after it opened
  const chosenBefore = useRef(false); // by Enter, before anybody was there to choose
  useEffect(() => {
    combobox.selectFirstOption();
    if (opened && chosenBefore.current && all.length > 0) combobox.clickSelectedOption();
    if (!opened || all.length > 0) chosenBefore.current = false;
  }, [offered, opened]);
  const submit = (id: string) => {
    setOpened(false);
    combobox.focusTarget();
    if (id !== (ticket.assignee ?? NOBODY)) assign(ticket, operators.find((each) => each.id === id) ?? null);
  };
  return (
    <Combobox store={combobox} onOptionSubmit={submit} width={280} position="bottom-start">
      <Combobox.Target withAriaAttributes={false} withKeyboardNavigation={false}>
        <Button
          size="compact-md"
          fz="sm"
          variant="default"
          leftSection={assignee ? <Face name={assignee.name} size={20} /> : <IconUserOff size={16} />}
          rightSection={<IconChevronDown size={14} />}
          onClick={() => setOpened(!opened)}
          aria-haspopup="listbox"
          aria-expanded={opened}
          aria-label={`${t('ticket.assignee')}: ${name}`}
          title={t('ticket.assignee_hint')}
        >
          <Text span size="sm" fw={600} truncate maw={150}>
            {name}
          </Text>
        </Button>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={looked}
          onChange={(event) => setLooked(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && (chosenBefore.current = all.length === 0)}
          aria-label={t('ticket.find_operator')}
          placeholder={t('ticket.find_operator')}
        />
        <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label={t('ticket.assignee')}>
          {ticket.assignee !== me.id && able.some((each) => each.id === me.id) && (
            <Combobox.Option value={me.id}>
              <Person name={me.name} shown={t('ticket.assign_me')} />
            </Combobox.Option>
          )}
          {able
            .filter((each) => each.id !== me.id || ticket.assignee === me.id)
            .map((each) => (
              <Combobox.Option key={each.id} value={each.id} active={each.id === ticket.assignee}>
                <Person name={each.name} chosen={each.id === ticket.assignee} open={each.open} />
              </Combobox.Option>
            ))}
          {ticket.assignee && matches(t('common.nobody'), looked) && (
            <Combobox.Option value={NOBODY}>
              <Group gap="xs">
                <IconUserOff size={20} />
                {t('common.nobody')}
              </Group>
            </Combobox.Option>
          )}
          {able.length === 0 && <Combobox.Empty>{t('ticket.no_operator')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function Person({ name, shown = name, chosen = false, open }: { name: string; shown?: string; chosen?: boolean; open?: number }) {
  return (
    <Group gap="xs" wrap="nowrap">
      <Face name={name} size={22} />
      <Text span size="sm" flex={1} truncate>
        {shown}
      </Text>
      {open !== undefined && (
        <Text span size="xs">
          {t('ticket.open_count', { count: open })}
        </Text>
      )}
      {chosen && <IconCheck size={16} />}
    </Group>
  );
}

/** Whom the API takes: active, and of the desk or an admin. */
export function useAble(desk: Schemas['Desk'] | undefined): readonly Schemas['ListedOperator'][] {
  return useOperators().filter((each) => worksOn(desk, each));
}

function matches(text: string, looked: string): boolean {
  return text.toLocaleLowerCase().includes(looked.trim().toLocaleLowerCase());
}

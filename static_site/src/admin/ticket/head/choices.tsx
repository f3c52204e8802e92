import { Button, Group, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconFlag, IconFlagFilled, IconPointFilled } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client';
import { PRIORITIES, PRIORITY_COLOUR, priorityName, STATUS_COLOUR, STATUSES, statusName, type Priority, type Status } from '../../parts/badges';
import { t } from '../../texts/words';
import { setPriority, setStatus } from './acts';
import type { Opened } from './opened';

type Props = { ticket: Schemas['Ticket'] } & Opened;

export function StatusMenu({ ticket, ...opened }: Props) {
  return (
    <Choices
      {...opened}
      label={t('ticket.status')}
      hint={t('ticket.status_hint')}
      colour={STATUS_COLOUR[ticket.status]}
      values={STATUSES}
      value={ticket.status}
      name={statusName}
      icon={(status: Status) => <IconPointFilled size={16} color={`var(--mantine-color-${STATUS_COLOUR[status]}-filled)`} />}
      choose={(status) => setStatus(ticket, status)}
    />
  );
}

export function PriorityMenu({ ticket, ...opened }: Props) {
  return (
    <Choices
      {...opened}
      label={t('ticket.priority')}
      hint={t('ticket.priority_hint')}
      colour={ticket.priority === 'normal' || ticket.priority === 'low' ? undefined : PRIORITY_COLOUR[ticket.priority]}
      values={PRIORITIES}
      value={ticket.priority}
      name={priorityName}
      icon={flag}
      choose={(priority) => setPriority(ticket, priority)}
    />
  );
}

function flag(priority: Priority): ReactNode {
  const Flag = priority === 'low' ? IconFlag : IconFlagFilled;
  return <Flag size={14} color={`var(--mantine-color-${PRIORITY_COLOUR[priority]}-${priority === 'normal' || priority === 'low' ? 5 : 'filled'})`} />;
}

interface ChoicesProps<T extends string> extends Opened {
  label: string;
  hint: string;
  colour: string | undefined;
  values: readonly T[];
  value: T;
  name: (value: T) => string;
  icon: (value: T) => ReactNode;
  choose: (value: T) => void;
}

/** A button that says what is, with a menu of what may be. */
function Choices<T extends string>({ opened, setOpened, label, hint, colour, values, value, name, icon, choose }: ChoicesProps<T>) {
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-start" width={200}>
      <Menu.Target>
        <Button
          size="compact-md"
          fz="sm"
          variant={colour ? 'light' : 'default'}
          color={colour ?? 'gray'}
          leftSection={icon(value)}
          rightSection={<IconChevronDown size={14} />}
          aria-label={`${label}: ${name(value)}`}
          title={hint}
        >
          {name(value)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={label}>
        <Menu.RadioGroup value={value}>
          {values.map((each) => (
            <Menu.RadioItem key={each} value={each} closeMenuOnClick checkIcon={<IconCheck size={16} />} onClick={() => each !== value && choose(each)}>
              <Group gap="xs">
                {icon(each)}
                {name(each)}
              </Group>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}

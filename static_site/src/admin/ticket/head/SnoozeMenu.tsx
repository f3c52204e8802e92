import { Button, Menu, Text } from '@mantine/core';
import { IconAlarm, IconCalendarTime, IconClock, IconSun, IconSunrise } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client';
import { t } from '../../texts/words';
import { snooze, wake } from './acts';
import type { Opened, Show } from './opened';
import classes from './TicketHeader.module.css';
import { briefly, inAnHour, nextMonday, tomorrow } from './snoozing';

export function SnoozeMenu({ ticket, opened, setOpened, show }: { ticket: Schemas['Ticket']; show: Show } & Opened) {
  if (ticket.status === 'closed') return null;
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-end" width={270}>
      <Menu.Target>
        <Button
          size="compact-md"
          fz="sm"
          variant="default"
          classNames={{ label: classes.actLabel!, section: classes.actIcon! }}
          leftSection={<IconClock size={16} />}
          title={t('ticket.snooze_hint')}
        >
          {t('ticket.snooze')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('ticket.snooze')}>
        {ticket.snoozed_until && (
          <Menu.Item leftSection={<IconAlarm size={16} />} onClick={() => wake(ticket)}>
            {t('ticket.wake_now')}
          </Menu.Item>
        )}
        <Until ticket={ticket} time={inAnHour()} icon={<IconClock size={16} />} label={t('ticket.in_an_hour')} />
        <Until ticket={ticket} time={tomorrow()} icon={<IconSunrise size={16} />} label={t('ticket.tomorrow')} />
        <Until ticket={ticket} time={nextMonday()} icon={<IconSun size={16} />} label={t('ticket.next_monday')} />
        <Menu.Item leftSection={<IconCalendarTime size={16} />} onClick={() => show('time')}>
          {t('ticket.at_time')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Until({ ticket, time, icon, label }: { ticket: Schemas['Ticket']; time: Date; icon: ReactNode; label: string }) {
  return (
    <Menu.Item
      leftSection={icon}
      rightSection={
        <Text size="xs" c="dimmed">
          {briefly(time)}
        </Text>
      }
      onClick={() => snooze(ticket, time)}
    >
      {label}
    </Menu.Item>
  );
}

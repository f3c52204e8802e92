import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconBell, IconCheck, IconKeyboard, IconLogout, IconNumber } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useMe } from '../api/queries';
import { currentSession } from '../auth/current';
import { choose, LANGUAGES, t, useLanguage, type Language } from '../texts/words';
import { showShortcuts } from '../actions/opening';
import { wishNotifications } from './notifying';
import { prefer, usePreference } from './preferences';
import classes from './AccountMenu.module.css';

const SCHEMES: readonly MantineColorScheme[] = ['light', 'dark', 'auto'];

export function AccountMenu() {
  const { operator } = useMe();
  return (
    <Menu position="top-start" width={240} withinPortal>
      <Menu.Target>
        <UnstyledButton className={classes.account!} aria-label={t('shell.account', { name: operator.name, email: operator.email })}>
          <Avatar name={operator.name} color="initials" size={30} radius="xl" />
          <div className={classes.names}>
            <Text size="sm" fw={600} truncate>
              {operator.name}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {operator.email}
            </Text>
          </div>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Appearance />
        <Menu.Divider />
        <Languages />
        <Menu.Divider />
        <Notifications />
        <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={showShortcuts}>
          {t('shell.shortcuts')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void currentSession().signOut()}>
          {t('shell.sign_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Label>{t('shell.appearance')}</Menu.Label>
      {SCHEMES.map((scheme) => (
        <Chosen key={scheme} chosen={scheme === colorScheme} choose={() => setColorScheme(scheme)}>
          {t(`shell.${scheme}`)}
        </Chosen>
      ))}
    </>
  );
}

function Languages() {
  const spoken = useLanguage();
  const all = Object.entries(LANGUAGES) as [Language, string][];
  return (
    <>
      <Menu.Label>{t('shell.language')}</Menu.Label>
      {all.map(([language, name]) => (
        <Chosen key={language} chosen={language === spoken} choose={() => void choose(language)}>
          <span lang={language}>{name}</span>
        </Chosen>
      ))}
    </>
  );
}

function Notifications() {
  const notify = usePreference('notify');
  const count = usePreference('count');
  return (
    <>
      <Switched on={notify} icon={<IconBell size={16} />} turn={() => void wishNotifications(!notify)}>
        {t('shell.notify')}
      </Switched>
      <Switched on={count} icon={<IconNumber size={16} />} turn={() => prefer('count', !count)}>
        {t('shell.count')}
      </Switched>
    </>
  );
}

function Switched({ on, icon, turn, children }: { on: boolean; icon: ReactNode; turn: () => void; children: ReactNode }) {
  return (
    <Menu.Item
      role="menuitemcheckbox"
      aria-checked={on}
      leftSection={icon}
      rightSection={on ? <IconCheck size={16} /> : null}
      closeMenuOnClick={false}
      onClick={turn}
    >
      {children}
    </Menu.Item>
  );
}

function Chosen({ chosen, choose, children }: { chosen: boolean; choose: () => void; children: ReactNode }) {
  return (
    <Menu.Item role="menuitemradio" aria-checked={chosen} rightSection={chosen ? <IconCheck size={16} /> : null} onClick={choose}>
      {children}
    </Menu.Item>
  );
}

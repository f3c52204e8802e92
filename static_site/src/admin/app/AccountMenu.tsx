import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconBell, IconBellOff, IconCheck, IconKeyboard, IconLogout } from '@tabler/icons-react';
import { useMe } from '../api/queries';
import { currentSession } from '../auth/current';
import { choose, LANGUAGES, t, useLanguage, type Language } from '../texts/words';
import { showShortcuts } from '../actions/opening';
import { setWished, useWished } from './notifying';
import classes from './AccountMenu.module.css';

const SCHEMES: readonly MantineColorScheme[] = ['light', 'dark', 'auto'];

export function AccountMenu() {
  const { operator } = useMe();
  return (
    <Menu position="top-start" width={240} withinPortal>
      <Menu.Target>
        <UnstyledButton className={classes.account!} aria-label={t('shell.account', { name: operator.name })}>
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
  const wished = useWished();
  return (
    <Menu.Item
      role="menuitemcheckbox"
      aria-checked={wished}
      leftSection={wished ? <IconBell size={16} /> : <IconBellOff size={16} />}
      rightSection={wished ? <IconCheck size={16} /> : null}
      closeMenuOnClick={false}
      onClick={() => void setWished(!wished)}
    >
      {t('shell.notify')}
    </Menu.Item>
  );
}

function Chosen({ chosen, choose, children }: { chosen: boolean; choose: () => void; children: React.ReactNode }) {
  return (
    <Menu.Item role="menuitemradio" aria-checked={chosen} rightSection={chosen ? <IconCheck size={16} /> : null} onClick={choose}>
      {children}
    </Menu.Item>
  );
}

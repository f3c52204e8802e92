import { Menu, Text, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconKeyboard, IconLogout } from '@tabler/icons-react';
import { useMe } from '../api/queries';
import { currentSession } from '../auth/current';
import { Face } from '../parts/Face';
import { failed } from '../parts/toast';
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
        <UnstyledButton className={classes.account!}>
          <Face name={operator.name} size={30} />
          <div className={classes.names}>
            <span className="unseen">{t('shell.account')} </span>
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
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void currentSession().signOut().catch(failed)}>
          {t('shell.sign_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu.RadioGroup value={colorScheme} onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}>
      <Menu.Label>{t('shell.appearance')}</Menu.Label>
      {SCHEMES.map((scheme) => (
        <Menu.RadioItem key={scheme} value={scheme}>
          {t(`shell.${scheme}`)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

function Languages() {
  const all = Object.entries(LANGUAGES);
  return (
    <Menu.RadioGroup value={useLanguage()} onChange={(language) => void choose(language as Language).catch(failed)}>
      <Menu.Label>{t('shell.language')}</Menu.Label>
      {all.map(([language, name]) => (
        <Menu.RadioItem key={language} value={language}>
          <span lang={language}>{name}</span>
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

function Notifications() {
  const notify = usePreference('notify');
  const count = usePreference('count');
  return (
    <>
      <Menu.CheckboxItem checked={notify} onChange={() => void wishNotifications(!notify)}>
        {t('shell.notify')}
      </Menu.CheckboxItem>
      <Menu.CheckboxItem checked={count} onChange={() => prefer('count', !count)}>
        {t('shell.count')}
      </Menu.CheckboxItem>
    </>
  );
}

import { ActionIcon, AppShell, Burger, Group, Kbd, NavLink, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencilPlus, IconSearch, IconSettings, IconUsers } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { Link, useLocation, useRoute } from 'wouter';
import { shownKey } from '../actions/keyboard';
import { showPalette, useSheet } from '../actions/opening';
import { t } from '../texts/words';
import { useSessionIsOver } from '../auth/current';
import { AccountMenu } from './AccountMenu';
import { Logo } from './Logo';
import { Offline } from './Offline';
import classes from './Shell.module.css';
import { Sidebar } from './Sidebar';

const Palette = lazy(() => import('../actions/Palette'));
const SessionOver = lazy(() => import('./SessionOver'));
const ShortcutsSheet = lazy(() => import('../actions/ShortcutsSheet'));

/** What stands around every page. */
export function Shell({ children }: { children: ReactNode }) {
  const [opened, { toggle, close }] = useDisclosure();
  const [place] = useLocation();
  useEffect(close, [place, close]);
  return (
    <AppShell navbar={{ width: 248, breakpoint: 'sm', collapsed: { mobile: !opened } }} header={{ height: { base: 52, sm: 0 } }}>
      <a className="skip" href="#content">
        {t('shell.skip')}
      </a>
      <AppShell.Header hiddenFrom="sm" px="sm">
        <PhoneBar opened={opened} toggle={toggle} />
      </AppShell.Header>
      <AppShell.Navbar p="sm" className={classes.navbar!} aria-label={t('shell.navigation')}>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main!}>
        <Offline />
        {children}
        <div id="overlays" /> {/* menus and dialogs: in the main landmark, as all that is said must be in one */}
      </AppShell.Main>
      <Sheets />
    </AppShell>
  );
}

function PhoneBar({ opened, toggle }: { opened: boolean; toggle: () => void }) {
  return (
    <Group h="100%" justify="space-between" wrap="nowrap">
      <Burger opened={opened} onClick={toggle} size="sm" aria-label={t(opened ? 'shell.close_menu' : 'shell.open_menu')} aria-expanded={opened} />
      <Logo />
      <Group gap={4}>
        <ActionIcon size="lg" aria-label={t('shell.search')} onClick={showPalette}>
          <IconSearch size={20} />
        </ActionIcon>
        <ActionIcon size="lg" component={Link} href="/new" aria-label={t('shell.new_ticket')}>
          <IconPencilPlus size={20} />
        </ActionIcon>
      </Group>
    </Group>
  );
}

function Navigation() {
  return (
    <Stack h="100%" gap="sm">
      <Group justify="space-between" visibleFrom="sm" px={4}>
        <Logo />
        <ActionIcon component={Link} href="/new" aria-label={t('shell.new_ticket')} title={t('shell.new_ticket')} variant="filled" color="indigo" size="lg">
          <IconPencilPlus size={18} />
        </ActionIcon>
      </Group>
      <UnstyledButton className={classes.search!} onClick={showPalette}>
        <IconSearch size={16} />
        <Text size="sm" flex={1}>
          {t('shell.search')}
        </Text>
        <Kbd size="xs" aria-hidden>
          {shownKey('mod+k')}
        </Kbd>
      </UnstyledButton>
      <Sidebar />
      <Stack gap={2}>
        <Page href="/customers" icon={<IconUsers size={18} />} label={t('shell.customers')} />
        <Page href="/settings" icon={<IconSettings size={18} />} label={t('shell.settings')} />
      </Stack>
      <AccountMenu />
    </Stack>
  );
}

function Page({ href, icon, label }: { href: string; icon: ReactNode; label: string }) {
  const [active] = useRoute(`${href}/*?`);
  return (
    <NavLink component={Link} href={href} active={active} aria-current={active ? 'page' : undefined} leftSection={icon} label={label} className={classes.page!} />
  );
}

/** Loaded when they are first wanted. */
function Sheets() {
  const sheet = useSheet();
  const over = useSessionIsOver();
  return (
    <Suspense>
      {over && <SessionOver />}
      {sheet === 'palette' && <Palette />}
      {sheet === 'shortcuts' && <ShortcutsSheet />}
    </Suspense>
  );
}

import { NavLink, NativeSelect, Title } from '@mantine/core';
import { Link, useLocation } from 'wouter';
import { useActions } from '../actions/registry';
import { t } from '../texts/words';
import { useSections } from './sections';
import classes from './SettingsPage.module.css';

export function SettingsNav() {
  const sections = useSections();
  const [place, go] = useLocation();
  const now = sections.find(({ href }) => place.startsWith(href));
  useActions(sections.map(({ href, label }) => ({ id: href, label: t('settings.go_to', { name: label }), group: 'go', run: () => go(href) })));
  return (
    <nav className={classes.nav} aria-label={t('settings.title')}>
      <Title order={2} size="h5" px="sm" pb="xs" visibleFrom="md">
        {t('settings.title')}
      </Title>
      <div className={classes.links}>
        {sections.map(({ href, label, icon }) => (
          <NavLink
            key={href}
            component={Link}
            href={href}
            label={label}
            leftSection={icon}
            active={href === now?.href}
            aria-current={href === now?.href ? 'page' : undefined}
            className={classes.navLink!}
          />
        ))}
      </div>
      <NativeSelect
        hiddenFrom="md"
        aria-label={t('settings.title')}
        value={now?.href ?? ''}
        onChange={(event) => go(event.currentTarget.value)}
        data={sections.map(({ href, label }) => ({ value: href, label }))}
      />
    </nav>
  );
}

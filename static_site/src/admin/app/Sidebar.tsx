import { NavLink, ScrollArea, Stack, Text } from '@mantine/core';
import { IconClock, IconInbox, IconMail, IconUser, IconUserOff, IconCheck, IconFilter, IconHourglass, IconStack2, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useRoute } from 'wouter';
import { countersQuery, useDesks, viewsQuery } from '../api/queries';
import { locale, t } from '../texts/words';
import { countOf, deskView, savedView, standingViews, viewPath, type View } from './views';
import classes from './Sidebar.module.css';

const ICONS: Record<string, ReactNode> = {
  unassigned: <IconUserOff size={18} />,
  mine: <IconUser size={18} />,
  open: <IconInbox size={18} />,
  waiting: <IconHourglass size={18} />,
  snoozed: <IconClock size={18} />,
  closed: <IconCheck size={18} />,
  all: <IconStack2 size={18} />,
};

/** Views with what is in them. */
export function Sidebar() {
  const counters = useQuery(countersQuery).data;
  const saved = useQuery(viewsQuery).data?.items ?? [];
  const desks = useDesks();
  return (
    <ScrollArea flex={1} type="auto" scrollbarSize={6}>
      <Stack gap={2}>
        {standingViews().map((view) => (
          <ViewLink key={view.id} view={view} icon={ICONS[view.id]} count={countOf(view, counters)} />
        ))}
        {desks.length > 1 && <Heading>{t('shell.desks')}</Heading>}
        {desks.length > 1 &&
          desks.map((desk) => (
            <ViewLink
              key={desk.id}
              view={deskView(desk)}
              icon={<IconMail size={18} color={desk.colour} />}
              count={countOf(deskView(desk), counters)}
            />
          ))}
        {saved.length > 0 && <Heading>{t('shell.saved_views')}</Heading>}
        {saved.map((view) => (
          <ViewLink key={view.id} view={savedView(view)} icon={view.shared ? <IconUsersGroup size={18} /> : <IconFilter size={18} />} />
        ))}
      </Stack>
    </ScrollArea>
  );
}

function Heading({ children }: { children: ReactNode }) {
  return (
    <Text component="h2" size="xs" fw={600} c="dimmed" px="sm" pt="md" pb={4}>
      {children}
    </Text>
  );
}

function ViewLink({ view, icon, count }: { view: View; icon: ReactNode; count?: number | undefined }) {
  const [active] = useRoute(viewPath(view.id));
  return (
    <NavLink
      component={Link}
      href={viewPath(view.id)}
      active={active}
      aria-current={active ? 'page' : undefined}
      className={classes.link!}
      leftSection={icon}
      label={view.name}
      rightSection={count ? <Count count={count} /> : null}
    />
  );
}

function Count({ count }: { count: number }) {
  return (
    <>
      <span className={classes.count} aria-hidden>
        {count.toLocaleString(locale())}
      </span>
      <span className="unseen">{t('shell.tickets_in_view', { count })}</span>
    </>
  );
}

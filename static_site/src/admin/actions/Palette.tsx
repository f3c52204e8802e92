import { createSpotlight, Spotlight, type SpotlightActionData, type SpotlightActionGroupData } from '@mantine/spotlight';
import '@mantine/spotlight/styles.layer.css';
import { IconSearch } from '@tabler/icons-react';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { answer, api, type Schemas } from '../api/client';
import { statusName } from '../parts/badges';
import { t } from '../texts/words';
import { show } from './opening';
import { Keys } from './Keys';
import { GROUPS, useAllActions, type Action } from './registry';

const SHORTEST_QUERY = 2;
const [store, spotlight] = createSpotlight();

/** Ctrl+K: everything that can be done here, and the tickets that hold what is typed. */
export default function Palette() {
  const [query, setQuery] = useState('');
  const found = useFound(query);
  const offered = useAllActions().filter((action) => !action.quiet);
  useEffect(() => {
    const before = document.activeElement;
    spotlight.open();
    return () => {
      spotlight.close();
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  useEffect(markFirst);
  const groups: SpotlightActionGroupData[] = [
    ...GROUPS.map((group) => ({
      group: t(`palette.group_${group}`),
      actions: offered.filter((each) => each.group === group && matches(each.label, query)).map(shown),
    })),
    { group: t('palette.group_found'), actions: found.map(shownTicket) },
  ];
  return (
    <Spotlight
      store={store}
      shortcut={null}
      centered={false}
      transitionProps={{ duration: 100, onExited: () => show(null) }}
      query={query}
      onQueryChange={setQuery}
      actions={groups.filter((each) => each.actions.length > 0)}
      filter={(_, actions) => actions}
      nothingFound={t('palette.nothing')}
      highlightQuery
      scrollable
      maxHeight={420}
      styles={{ actionDescription: { opacity: 1 } }}
      attributes={{ content: { 'aria-label': t('palette.placeholder') } }}
      searchProps={{ placeholder: t('palette.placeholder'), leftSection: <IconSearch size={18} />, 'aria-label': t('palette.placeholder') }}
    />
  );
}

/** So that Enter takes it: Spotlight does so when something is typed, and tickets are found later. */
function markFirst() {
  const offered = [...document.querySelectorAll('[data-action]')];
  if (offered.length === 0 || offered.some((each) => each.hasAttribute('data-selected'))) return;
  offered[0]?.setAttribute('data-selected', 'true');
  store.updateState((state) => ({ ...state, selected: 0 }));
}

function shown(action: Action): SpotlightActionData {
  return {
    id: action.id,
    label: action.label,
    onClick: () => {
      show(null);
      setTimeout(action.run); // once the focus is back where it was
    },
    ...(action.keys && { rightSection: <Keys keys={action.keys} /> }),
  };
}

function shownTicket(ticket: Schemas['ListedTicket']): SpotlightActionData {
  return {
    id: ticket.id,
    label: `${ticket.number} ${ticket.subject}`,
    description: `${statusName(ticket.status)} · ${ticket.requester.email ?? ''}`,
    onClick: () => {
      show(null);
      navigate(`/admin/tickets/${ticket.id}`);
    },
  };
}

function matches(label: string, query: string): boolean {
  const text = folded(label);
  return folded(query).split(/\s+/).every((word) => text.includes(word));
}

function folded(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
}

function useFound(query: string): readonly Schemas['ListedTicket'][] {
  const [settled] = useDebouncedValue(query.trim(), 200);
  const { data } = useQuery({
    queryKey: ['palette', settled],
    queryFn: () => answer(api.GET('/api/admin/tickets', { params: { query: { q: settled, limit: 8 } } })),
    enabled: settled.length >= SHORTEST_QUERY,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return settled.length >= SHORTEST_QUERY && query ? (data?.items ?? []) : [];
}

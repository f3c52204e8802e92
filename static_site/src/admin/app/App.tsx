import { useMantineColorScheme } from '@mantine/core';
import { useLocation } from 'wouter';
import { useKeyboard } from '../actions/keyboard';
import { showPalette, showShortcuts } from '../actions/opening';
import { useActions } from '../actions/registry';
import { usePulse } from '../api/pulse';
import { countersQuery, queryClient } from '../api/queries';
import { t } from '../texts/words';
import { Pages } from './Pages';
import { Shell } from './Shell';
import { useNews } from './news';

export function App() {
  useKeyboard();
  useEverywhere();
  useNews();
  usePulse(() => queryClient.fetchQuery({ ...countersQuery, staleTime: 0 }), 'shell');
  return (
    <Shell>
      <Pages />
    </Shell>
  );
}

/** What can be done on any page. */
function useEverywhere() {
  const [, go] = useLocation();
  const { toggleColorScheme } = useMantineColorScheme();
  useActions([
    { id: 'palette', label: t('palette.open_palette'), group: 'app', keys: ['mod+k'], quiet: true, run: showPalette },
    { id: 'shortcuts', label: t('palette.show_shortcuts'), group: 'app', keys: ['?'], run: showShortcuts },
    { id: 'dark', label: t('palette.toggle_dark'), group: 'app', run: toggleColorScheme },
    { id: 'new', label: t('palette.new_ticket'), group: 'go', keys: ['c'], run: () => go('/new') },
    { id: 'go-unassigned', label: t('palette.go_unassigned'), group: 'go', keys: ['g', 'u'], run: () => go('/inbox/unassigned') },
    { id: 'go-mine', label: t('palette.go_mine'), group: 'go', keys: ['g', 'm'], run: () => go('/inbox/mine') },
    { id: 'go-open', label: t('palette.go_open'), group: 'go', keys: ['g', 'o'], run: () => go('/inbox/open') },
    { id: 'go-customers', label: t('palette.go_customers'), group: 'go', keys: ['g', 'c'], run: () => go('/customers') },
    { id: 'go-settings', label: t('palette.go_settings'), group: 'go', keys: ['g', 's'], run: () => go('/settings') },
  ]);
}

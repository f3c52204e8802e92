import { Store, useStore } from '../parts/store';

/** What an operator likes in this browser, off until he says so, or on: news on the desktop, their
 * number in the tab, writing without formats. */
type Preference = 'notify' | 'count' | 'plain';

const preferences = new Store<Record<Preference, boolean>>({
  notify: kept('notify', false),
  count: kept('count', true),
  plain: kept('plain', false),
});

function kept(name: Preference, usual: boolean): boolean {
  const said = localStorage.getItem(`deskhand.${name}`);
  return said === null ? usual : said === 'yes';
}

export function prefers(name: Preference): boolean {
  return preferences.get()[name];
}

export function prefer(name: Preference, now: boolean): void {
  localStorage.setItem(`deskhand.${name}`, now ? 'yes' : 'no');
  preferences.set({ [name]: now });
}

export function usePreference(name: Preference): boolean {
  return useStore(preferences)[name];
}

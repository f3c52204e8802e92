import { useSyncExternalStore } from 'react';

/** What an operator likes in this browser, off until he says so, or on. */
const PREFERENCES = { notify: false, count: true } as const;
export type Preference = keyof typeof PREFERENCES;
const listeners = new Set<() => void>();

export function prefers(name: Preference): boolean {
  const kept = localStorage.getItem(`deskhand.${name}`);
  return kept === null ? PREFERENCES[name] : kept === 'yes';
}

export function prefer(name: Preference, now: boolean): void {
  localStorage.setItem(`deskhand.${name}`, now ? 'yes' : 'no');
  for (const listener of listeners) listener();
}

export function usePreference(name: Preference): boolean {
  return useSyncExternalStore(subscribe, () => prefers(name));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

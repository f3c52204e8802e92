import { useSyncExternalStore } from 'react';

/** The two sheets that may lie over any page. */
export type Sheet = 'palette' | 'shortcuts' | null;

let open: Sheet = null;
const listeners = new Set<() => void>();

export function show(sheet: Sheet) {
  open = sheet;
  for (const listener of listeners) listener();
}

export const showPalette = () => show('palette');
export const showShortcuts = () => show('shortcuts');

export function useSheet(): Sheet {
  return useSyncExternalStore(subscribe, () => open);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

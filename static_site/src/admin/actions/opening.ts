import { Store, useStore } from '../parts/store';

/** The two sheets that may lie over any page. */
export type Sheet = 'palette' | 'shortcuts' | null;

const opened = new Store<{ sheet: Sheet }>({ sheet: null });

export function show(sheet: Sheet) {
  opened.set({ sheet });
}

export const showPalette = () => show('palette');
export const showShortcuts = () => show('shortcuts');

export function useSheet(): Sheet {
  return useStore(opened).sheet;
}

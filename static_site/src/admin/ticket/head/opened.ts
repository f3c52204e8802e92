import { useState } from 'react';

/** What may be open in the header; one at a time. */
export type Sheet = 'subject' | 'status' | 'assignee' | 'priority' | 'snooze' | 'time' | 'more' | 'merge' | 'delete';
export type Show = (sheet: Sheet) => void;

export interface Opened {
  opened: boolean;
  setOpened: (now: boolean) => void;
}

export function useOpened() {
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const opened = (name: Sheet): Opened => ({
    opened: sheet === name,
    setOpened: (now) => setSheet((shown) => (now ? name : shown === name ? null : shown)),
  });
  return { opened, show: setSheet as Show };
}

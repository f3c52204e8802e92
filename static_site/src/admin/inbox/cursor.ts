import { useEffect, useRef, useState, type RefObject } from 'react';
import type { Row } from './list';
import { placeIn, rememberPlace } from './remembered';

export interface Cursor {
  /** The ticket that keys act upon; the first until one was gone to. */
  current: Row | undefined;
  moved: boolean;
  move: (by: number) => void;
  put: (id: string) => void;
}

/** Which row the keyboard is at. When its ticket leaves the list, the next one takes its place. */
export function useCursor(list: string, rows: readonly Row[], area: RefObject<HTMLElement | null>): Cursor {
  const [id, setId] = useState(() => placeIn(list).cursor);
  const index = useRef(0);
  const hadFocus = useRef(false);
  const found = rows.findIndex((row) => row.id === id);
  const at = found >= 0 ? found : Math.min(index.current, Math.max(0, rows.length - 1));
  const current = rows[at];

  useEffect(() => {
    index.current = at;
    if (!current || !id || id === current.id) return;
    if (hadFocus.current && document.activeElement === document.body) focusRow(area.current, current.id, true);
  });

  const put = (next: string) => {
    setId(next);
    rememberPlace(list, { cursor: next });
    hadFocus.current = true;
  };
  const move = (by: number) => {
    const next = rows[id ? Math.max(0, Math.min(rows.length - 1, at + by)) : 0];
    if (!next) return;
    put(next.id);
    focusRow(area.current, next.id);
  };
  return { current, moved: id !== null, move, put };
}

function focusRow(area: HTMLElement | null, id: string, preventScroll = false): void {
  area?.querySelector<HTMLElement>(`[data-id="${id}"] a`)?.focus({ preventScroll });
}

import { useEffect, useRef, type FocusEvent, type MouseEvent, type PointerEvent } from 'react';
import { useLocation } from 'wouter';
import { queryClient, ticketQuery } from '../api/queries';
import { fetchCode } from '../app/code';
import type { Cursor } from './cursor';
import type { Selection } from './selecting';

const LOOKED_AT = 150; // milliseconds on a row: its ticket may be opened next

/** What the mouse and the focus do on rows, for all of them at once. */
export function usePointing(cursor: Cursor, selection: Selection) {
  const [, go] = useLocation();
  const timer = useRef(0);
  useEffect(() => {
    whenIdle(() => {
      fetchCode('tickets');
      void Promise.all([import('./BulkBar'), import('./FilterMenu')]).catch(() => undefined);
    });
    return () => clearTimeout(timer.current);
  }, []);

  const soon = (event: PointerEvent | FocusEvent) => {
    clearTimeout(timer.current);
    const id = idAt(event.target);
    if (id) timer.current = window.setTimeout(fetchAhead, LOOKED_AT, id);
  };
  return {
    onPointerOver: (event: PointerEvent) => event.pointerType === 'mouse' && soon(event),
    onPointerLeave: () => clearTimeout(timer.current),
    onPointerDown: (event: PointerEvent) => fetchAhead(idAt(event.target)),
    onFocus: (event: FocusEvent) => {
      const id = idAt(event.target);
      if (id) cursor.put(id);
      soon(event);
    },
    onClick: (event: MouseEvent) => {
      const id = idAt(event.target);
      if (!id || !(event.target instanceof Element)) return;
      if (event.target instanceof HTMLInputElement) return selection.toggle(id, event.shiftKey);
      if (event.target.closest('a, label') || window.getSelection()?.toString()) return;
      if (event.metaKey || event.ctrlKey) window.open(`/admin/tickets/${id}`);
      else go(`/tickets/${id}`);
    },
    onAuxClick: (event: MouseEvent) => {
      const id = idAt(event.target);
      const isLink = event.target instanceof Element && event.target.closest('a, label');
      if (event.button === 1 && id && !isLink) window.open(`/admin/tickets/${id}`);
    },
  };
}

function idAt(target: EventTarget): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('[data-id]')?.dataset.id : undefined;
}

function fetchAhead(id: string | undefined): void {
  if (id) void queryClient.prefetchQuery(ticketQuery(id));
}

/** Safari has no idle callbacks. */
function whenIdle(run: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(run);
  else setTimeout(run, 1000);
}

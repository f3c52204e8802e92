import { useEffect, useRef } from 'react';

/** What one part of a ticket's page hands to another. It waits until somebody is there to take it. */
export function handing<T>() {
  let waiting: { what: T } | null = null;
  let taker: ((what: T) => void) | null = null;

  function hand(what: T): void {
    if (taker) taker(what);
    else waiting = { what };
  }

  function useHanded(take: (what: T) => void): void {
    const latest = useRef(take);
    latest.current = take;
    useEffect(() => {
      const mine = (what: T) => latest.current(what);
      taker = mine;
      if (waiting) mine(waiting.what);
      waiting = null;
      return () => {
        if (taker === mine) taker = null;
      };
    }, []);
  }

  return [hand, useHanded] as const;
}

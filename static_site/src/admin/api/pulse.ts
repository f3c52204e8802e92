import { useEffect, useRef } from 'react';

const EVERY = 10_000; // milliseconds
type Beat = () => Promise<unknown>;

/** One light request every ten seconds from each tab that is looked at, whatever it shows: the
 * page that was opened last decides what to ask, the shell asks if no page does. */
const beats: { current: Beat }[] = [];
let timer = 0;
let last = 0;

/** Asks again and again while the component is there. What is found out is put where it is kept. */
export function usePulse(beat: Beat, by: 'page' | 'shell' = 'page'): void {
  const latest = useRef(beat);
  latest.current = beat;
  useEffect(() => {
    if (by === 'page') beats.push(latest);
    else beats.unshift(latest); // it is there later than the page within it
    start();
    return () => void beats.splice(beats.indexOf(latest), 1);
  }, [by]);
}

function start() {
  if (timer) return;
  last = Date.now();
  timer = window.setInterval(strike, EVERY);
  document.addEventListener('visibilitychange', () => Date.now() - last >= EVERY && strike());
  window.addEventListener('online', strike);
}

function strike() {
  if (document.hidden || !navigator.onLine) return;
  last = Date.now();
  void beats.at(-1)?.current().catch(() => undefined); // the next one may fare better
}

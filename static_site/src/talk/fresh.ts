import { told } from './news';

const TURN = 15_000;
/** How many turns are left out while there is no answer yet, and after so many answers without anything new. */
const PATIENCE = 20;
const SELDOM = 3;
const QUIET = 12;

export interface Fresh {
  /** Asks at once: somebody came, or something was written, of which what was asked before does not know. */
  refresh(): void;
  leave(): void;
}

/** Keeps what `element` shows like it is, while it is seen. Answers may overtake each other: only the one asked for
    last counts. */
export function keepFresh<T extends { state?: string }>(
  element: HTMLElement,
  /** Asks by an address that ends with what is known; nothing is found if that is all. */
  ask: (known: string) => Promise<T | undefined>,
  show: (found: T) => void,
  failed: (error: unknown) => void,
  /** What is shown already. */
  shown?: T,
): Fresh {
  const leaving = new AbortController();
  let asked = 0;
  let quiet = 0;
  let pause = 0;
  let said: string;

  const load = async () => {
    const mine = ++asked;
    pause = PATIENCE;
    const tell = await ask(shown?.state ? `?known=${shown.state}` : '').then(
      (found = shown!) => () => {
        shown = found;
        if (said !== (said = told(found))) quiet = 0;
        show(found);
      },
      (error) => () => failed(error),
    );
    if (mine !== asked) return;
    tell();
    pause = quiet++ < QUIET ? 0 : SELDOM;
  };
  const refresh = () => {
    quiet = 0;
    load();
  };
  const seen = () => !document.hidden && element.getClientRects().length > 0;
  const look = () => seen() && refresh();

  const timer = setInterval(() => seen() && pause-- < 1 && load(), TURN);
  document.addEventListener('visibilitychange', look, leaving);
  addEventListener('online', look, leaving);
  return {
    refresh,
    leave() {
      asked++;
      clearInterval(timer);
      leaving.abort();
    },
  };
}

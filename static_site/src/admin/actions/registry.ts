import { useEffect, useRef, useSyncExternalStore } from 'react';

export type Group = 'ticket' | 'list' | 'go' | 'app';

/** Something that an operator can do here: one place for the palette, the keyboard and the `?` sheet.
 * `keys` are pressed one after the other: `['r']`, `['g', 'u']`; `mod+k` is with Ctrl or Cmd.
 * `quiet` ones are in the sheet and not in the palette, as `j` and `k`. */
export interface Action {
  id: string;
  label: string;
  group: Group;
  keys?: readonly string[];
  quiet?: boolean;
  run: () => void;
}

let registered: readonly { owner: symbol; actions: readonly Action[] }[] = [];
let flat: readonly Action[] = [];
const listeners = new Set<() => void>();

/** Offers actions for as long as the component is there. Of two with the same keys the later one
 * is meant: a ticket's own come before those of the page around it. */
export function useActions(actions: readonly Action[]): void {
  const owner = useRef(Symbol('actions')).current;
  const latest = useRef(actions);
  latest.current = actions;
  const shape = actions.map((each) => `${each.id}\0${each.label}\0${each.keys?.join(' ')}`).join('\n');
  useEffect(() => {
    const stable = latest.current.map((each, at) => ({ ...each, run: () => latest.current[at]?.run() }));
    replace([...registered, { owner, actions: stable }]);
    return () => replace(registered.filter((each) => each.owner !== owner));
  }, [owner, shape]);
}

export function useAllActions(): readonly Action[] {
  return useSyncExternalStore(subscribe, allActions);
}

export function allActions(): readonly Action[] {
  return flat;
}

function replace(next: typeof registered) {
  registered = next;
  flat = registered.flatMap((each) => each.actions);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

import { useEffect, useRef } from 'react';
import { Store, useStore } from '../parts/store';

export const GROUPS = ['ticket', 'list', 'go', 'app'] as const;
export type Group = (typeof GROUPS)[number];

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

interface Owned extends Action {
  owner: symbol;
}

const registered = new Store<{ actions: readonly Owned[] }>({ actions: [] });

/** Offers actions for as long as the component is there. Of two with the same keys the later one
 * is meant: a ticket's own come before those of the page around it. */
export function useActions(actions: readonly Action[]): void {
  const owner = useRef(Symbol('actions')).current;
  const latest = useRef(actions);
  latest.current = actions;
  const shape = actions.map((each) => `${each.id}\0${each.label}\0${each.keys?.join(' ')}`).join('\n');
  useEffect(() => {
    const stable = latest.current.map((each, at) => ({ ...each, owner, run: () => latest.current[at]?.run() }));
    registered.set({ actions: [...allActions(), ...stable] });
    return () => registered.set({ actions: allActions().filter((each) => each.owner !== owner) });
  }, [owner, shape]);
}

export function useAllActions(): readonly Action[] {
  return useStore(registered).actions;
}

export function allActions(): readonly Owned[] {
  return registered.get().actions;
}

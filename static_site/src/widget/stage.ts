import * as frame from './frame';
import type { View } from './frame';
import { refusal, waiting } from './notice';

/** A view, and what there is to say above it. */
export type Next = [view: View, note?: string];

/* What is shown, and what will be as soon as there is an answer. */

export let view: View | undefined;
/** Answers may overtake each other: only what was asked for last is shown. */
let turn = 0;
let leadsBack: (view: View) => boolean;

export function begin(whetherBack: typeof leadsBack) {
  leadsBack = whetherBack;
}

export function show(next: View, note?: string) {
  leave(next);
  frame.show(next, leadsBack(next), note);
}

/** To where it takes a while to get. */
export async function lead(to: () => Promise<Next>) {
  const again = () => void lead(to);
  show(waiting(again));
  const mine = turn;
  let next: Next;
  try {
    next = await to();
  } catch (error) {
    if (mine !== turn) return;
    next = [await refusal(error, again)];
  }
  if (mine === turn) show(...next);
  else next[0].leave?.();
}

export function clear() {
  leave();
  frame.clear();
}

function leave(next?: View) {
  turn++;
  view?.leave?.();
  view = next;
}

import type { Deskhand } from '../widget/deskhand';

/** Calls wait in a list until the widget's script is there. */
export function deskhand(call: (deskhand: Deskhand) => void): void {
  (window.Deskhand ??= []).push(call);
}

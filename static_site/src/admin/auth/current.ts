import { useSyncExternalStore } from 'react';
import type { Session } from './session';

let session: Session | null = null;
let over = false;
const listeners = new Set<() => void>();

export function begin(started: Session) {
  session = started;
}

export function currentSession(): Session {
  if (!session) throw new Error('nobody has signed in yet');
  return session;
}

/** The session can't be renewed: the operator is asked to sign in again, and keeps his page. */
export function sessionIsOver(now = true) {
  over = now;
  for (const listener of listeners) listener();
}

/** For what could not be done meanwhile. */
export function onSignedInAgain(run: () => void) {
  subscribe(() => !over && run());
}

export function useSessionIsOver(): boolean {
  return useSyncExternalStore(subscribe, () => over);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

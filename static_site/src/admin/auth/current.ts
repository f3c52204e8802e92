import { Store, useStore } from '../parts/store';
import type { Session } from './session';

let session: Session | null = null;
const state = new Store({ over: false });

export function begin(started: Session) {
  session = started;
}

export function currentSession(): Session {
  if (!session) throw new Error('nobody has signed in yet');
  return session;
}

/** The session can't be renewed: the operator is asked to sign in again, and keeps his page. */
export function sessionIsOver(over = true) {
  state.set({ over });
}

/** For what could not be done meanwhile. */
export function onSignedInAgain(run: () => void) {
  state.subscribe(() => !state.get().over && run());
}

export function useSessionIsOver(): boolean {
  return useStore(state).over;
}

import { onDemand } from './onDemand';

/** Asks before something is done that has no way back. */
export const Confirm = onDemand(() => import('./ConfirmDialog'));

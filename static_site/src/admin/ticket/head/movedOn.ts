import type { Refused } from '../../api/refused';
import { t } from '../../texts/words';

const MOST = 4;
type Change = Record<string, unknown>; // the description of the API leaves open what it is

/** Who did what meanwhile, each thing once. */
export function movedOn(refused: Refused): string[] {
  const lines = new Set((refused.problem.changes ?? []).map(line));
  return [...lines].slice(-MOST);
}

function line(change: Change): string {
  const name = authorOf(change);
  if (typeof change.text !== 'string') return t('ticket.moved_changed', { name });
  return t(change.kind === 'note' ? 'ticket.moved_noted' : 'ticket.moved_wrote', { name });
}

function authorOf({ author }: Change): string {
  const known: Change = typeof author === 'object' && author !== null ? { ...author } : {};
  return String(known.name || known.email || 'Deskhand');
}

import type { Schemas } from '../api/client';
import { t } from '../texts/words';

/** The team is never empty: without anybody it is only not known yet. */
export function operatorName(team: readonly Schemas['ListedOperator'][], id: string): string {
  if (team.length === 0) return '…';
  return team.find((each) => each.id === id)?.name ?? t('common.unknown_operator');
}

import type { Schemas } from '../api/client';
import { t } from '../texts/words';

interface Named {
  first_name?: string | null;
  last_name?: string | null;
}

/** Empty if neither is known. */
export function fullName({ first_name, last_name }: Named): string {
  return [first_name, last_name].filter(Boolean).join(' ').trim();
}

export function customerName(customer: Schemas['Customer']): string {
  return fullName(customer) || customer.company || customer.emails[0] || t('common.no_name');
}

/** Whom the API lets work on tickets of a desk: its members and admins, unless they have left. */
export function worksOn(desk: Schemas['Desk'] | undefined, { id, active, role }: Schemas['Operator']): boolean {
  return active && (role === 'admin' || (desk?.members.includes(id) ?? false));
}

/** The team is never empty: without anybody it is only not known yet. */
export function operatorName(team: readonly Schemas['ListedOperator'][], id: string): string {
  if (team.length === 0) return '…';
  return team.find((each) => each.id === id)?.name ?? t('common.unknown_operator');
}

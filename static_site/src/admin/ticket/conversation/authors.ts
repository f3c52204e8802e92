import type { Schemas } from '../../api/client';
import { t } from '../../texts/words';

export function authorName({ kind, name, email }: Schemas['Author']): string {
  if (kind === 'system') return 'Deskhand';
  return name || email || t(kind === 'customer' ? 'talk.customer' : 'common.unknown_operator');
}

import type { Schemas } from '../../api/client';
import { t } from '../../texts/words';

const KNOWN = [
  'ticket_title',
  'ticket_number',
  'ticket_url',
  'desk_name',
  'comment_content',
  'customer_first_name',
  'operator_name',
  'status',
] as const;

/** In the operator's language; what the API tells of one that came later is English. */
export function explained({ name, description }: Schemas['Variable']): string {
  const known = KNOWN.find((each) => each === name);
  return known ? t(`settings.variable_${known}`) : description;
}

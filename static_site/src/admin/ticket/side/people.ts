import type { Schemas } from '../../api/client';
import { t } from '../../texts/words';

export function requesterName(requester: Schemas['Requester']): string {
  return [requester.first_name, requester.last_name].filter(Boolean).join(' ');
}

export function customerName(customer: Schemas['Customer']): string {
  const name = [customer.first_name, customer.last_name].filter(Boolean).join(' ');
  return name || customer.company || customer.emails[0] || t('ticket.no_name');
}

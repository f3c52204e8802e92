import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { answer, api } from '../../api/client';
import { OPEN, StatusBadge } from '../../parts/badges';
import { t } from '../../texts/words';
import { isAddress } from '../addresses';
import { emailOf, nameOfWho, type Who } from './form';
import classes from './NewTicket.module.css';

/** So that nobody opens a second ticket for what has one. */
export function OpenTickets({ who }: { who: Who }) {
  const asked = askedFor(who);
  const { data } = useQuery({
    queryKey: ['open-tickets', asked],
    queryFn: () => answer(api.GET('/api/admin/tickets', { params: { query: { ...asked, status: [...OPEN], limit: 10 } } })),
    enabled: asked !== null,
  });
  const found = data?.items ?? [];
  if (found.length === 0) return null;
  return (
    <section className={classes.others} aria-label={t('writing.has_open', { count: found.length, name: nameOfWho(who) })}>
      <Text size="sm" fw={600}>
        {t('writing.has_open', { count: found.length, name: nameOfWho(who) })}
      </Text>
      <Text size="xs" c="dimmed" mb={8}>
        {t('writing.has_open_text')}
      </Text>
      {found.map((ticket) => (
        <div key={ticket.id} className={classes.other}>
          <Anchor component={Link} href={`/tickets/${ticket.id}`} size="sm" c="inherit" underline="always">
            {ticket.subject || ticket.number}
          </Anchor>
          <div className={classes.line}>
            <Text size="xs" c="dimmed">
              {ticket.number}
            </Text>
            <StatusBadge status={ticket.status} />
          </div>
        </div>
      ))}
    </section>
  );
}

function askedFor(who: Who): { customer: string } | { q: string } | null {
  if ('customer' in who) return { customer: who.customer.id };
  const email = emailOf(who);
  return isAddress(email) ? { q: `from:${email}` } : null;
}

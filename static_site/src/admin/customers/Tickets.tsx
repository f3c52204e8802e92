import { Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useDesks } from '../api/queries';
import { StatusBadge } from '../parts/badges';
import { Broken, Loading } from '../parts/States';
import { Time } from '../parts/Time';
import { More } from '../parts/More';
import { Row, Rows } from '../parts/Rows';
import { t } from '../texts/words';
import { ticketsQuery } from './api';

/** Of one customer, those that moved last first. */
export function Tickets({ customer }: { customer: string }) {
  return (
    <section>
      <Title order={2} size="h5" mb="xs">
        {t('people.tickets')}
      </Title>
      <Found customer={customer} />
    </section>
  );
}

function Found({ customer }: { customer: string }) {
  const pages = useInfiniteQuery(ticketsQuery(customer));
  const desks = useDesks();
  if (!pages.data) return pages.error ? <Broken error={pages.error} retry={() => void pages.refetch()} /> : <Loading />;
  const tickets = pages.data.pages.flatMap((page) => page.items);
  if (tickets.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('people.no_tickets')}
      </Text>
    );
  return (
    <>
      <Rows label={t('people.tickets')}>
        {tickets.map((ticket) => (
          <Row
            key={ticket.id}
            href={`/tickets/${ticket.id}`}
            title={ticket.subject || ticket.number}
            text={[ticket.number, desks.length > 1 && desks.find(({ id }) => id === ticket.desk_id)?.name].filter(Boolean).join(' · ')}
          >
            <StatusBadge status={ticket.status} />
            <Time iso={ticket.updated_at} />
          </Row>
        ))}
      </Rows>
      <More pages={pages} />
    </>
  );
}

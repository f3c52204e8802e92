import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { t } from '../../texts/words';
import { mailCountsQuery } from './mails';

const OUTCOMES = ['tickets', 'messages', 'duplicates', 'quarantined', 'discarded'] as const;

/** Nothing vanishes: what came in is what became of it. */
export function Counts({ desk }: { desk: string | null }) {
  const items = useQuery(mailCountsQuery).data?.items.filter((each) => !desk || (each.desk_id ?? '-') === desk);
  if (!items) return null;
  const sum = (name: (typeof OUTCOMES)[number] | 'received') => items.reduce((all, each) => all + each[name], 0);
  const parts = OUTCOMES.filter((name) => sum(name) > 0).map((name) => t(`settings.count_${name}`, { count: sum(name) }));
  if (parts.length === 0) return null;
  return (
    <Text size="sm" mb="md">
      {t('settings.count_received', { count: sum('received') })} = {parts.join(' + ')}
    </Text>
  );
}

import { Button, Group, Text } from '@mantine/core';
import { IconBan } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { lift } from '../../api/suppressions';
import { done, failed } from '../../parts/toast';
import { Time } from '../../parts/Time';
import { t } from '../../texts/words';

/** Why an address gets no mail, and a way to let it have some again. */
export function Suppressed({ suppression: { address, reason, since, ticket_id } }: { suppression: Schemas['Suppression'] }) {
  const again = () => lift(address).then(() => done(t('settings.lifted', { address })), failed);
  return (
    <Group gap={6} mt={4}>
      <IconBan size={14} color="var(--mantine-color-error)" aria-hidden />
      <Text size="sm">
        {t(`settings.suppressed_${reason}`)} · <Time iso={since} />
      </Text>
      {ticket_id && (
        <Button size="compact-xs" variant="subtle" component={Link} href={`/tickets/${ticket_id}`}>
          {t('settings.the_ticket')}
        </Button>
      )}
      <Button size="compact-xs" variant="light" onClick={() => void again()}>
        {t('settings.lift')}
      </Button>
    </Group>
  );
}

import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answer, api, type Schemas } from '../../api/client';
import { told } from '../../api/refused';
import { OPEN } from '../../parts/badges';
import { t } from '../../texts/words';
import { TicketLine } from '../side/TicketLine';
import { merge } from './acts';
import type { Opened } from './opened';
import classes from './MergeDialog.module.css';

type Ticket = Schemas['Ticket'];

export default function MergeDialog({ ticket, opened, setOpened }: { ticket: Ticket } & Opened) {
  const close = () => setOpened(false);
  return (
    <Modal opened={opened} onClose={close} title={t('ticket.merge_title', { number: ticket.number })} size="lg">
      <MergeForm ticket={ticket} close={close} />
    </Modal>
  );
}

function MergeForm({ ticket, close }: { ticket: Ticket; close: () => void }) {
  const [, go] = useLocation();
  const [query, setQuery] = useState('');
  const [into, setInto] = useState<Ticket | null>(null);
  const { found, isLoading } = useTargets(ticket, query);
  const { mutate, isPending, error } = useMutation({
    mutationFn: (target: Ticket) => merge(ticket, target),
    onSuccess: (_, target) => go(`/tickets/${target.id}`),
  });
  return (
    <Stack gap="sm">
      <TextInput
        data-autofocus
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = found;
          if (event.key === 'Enter' && first) setInto(first);
        }}
        leftSection={<IconSearch size={16} />}
        label={t('ticket.merge_which')}
        placeholder={t('ticket.merge_placeholder')}
      />
      <div role="radiogroup" aria-label={t('ticket.merge_which')} className={classes.targets}>
        {!query.trim() && found.length > 0 && (
          <Text size="xs" c="dimmed" fw={600} px={8}>
            {t('ticket.merge_suggested')}
          </Text>
        )}
        {found.map((target) => (
          <label key={target.id} className={classes.target}>
            <input type="radio" name="into" checked={target.id === into?.id} onChange={() => setInto(target)} />
            <TicketLine ticket={target} />
          </label>
        ))}
        {found.length === 0 && !isLoading && (
          <Text size="sm" c="dimmed" px={8}>
            {t(query.trim() ? 'ticket.merge_none_found' : 'ticket.merge_none_suggested')}
          </Text>
        )}
      </div>
      {into && <Text size="sm">{t('ticket.merge_text', { number: ticket.number, into: into.number })}</Text>}
      {error && (
        <Text size="sm" c="red" role="alert">
          {told(error)}
        </Text>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button disabled={!into} loading={isPending} onClick={() => into && mutate(into)}>
          {into ? t('ticket.merge_into', { number: into.number }) : t('ticket.merge')}
        </Button>
      </Group>
    </Stack>
  );
}

/** Of the same desk: what is looked for, else what else the requester has open. */
function useTargets(ticket: Ticket, query: string): { found: readonly Ticket[]; isLoading: boolean } {
  const [looked] = useDebouncedValue(query.trim(), 200);
  const email = ticket.requester.email;
  const q = looked || (email ? `from:${email}` : '');
  const { data, isLoading } = useQuery({
    queryKey: ['targets', ticket.desk_id, q],
    queryFn: () =>
      answer(api.GET('/api/admin/tickets', { params: { query: { desk: [ticket.desk_id], q, limit: 10, ...(!looked && { status: [...OPEN] }) } } })),
    enabled: q !== '',
    placeholderData: keepPreviousData,
    retry: false,
  });
  const found: readonly Schemas['Ticket'][] = q ? (data?.items ?? []) : [];
  return { found: found.filter((each) => each.id !== ticket.id && !each.merged_into), isLoading };
}

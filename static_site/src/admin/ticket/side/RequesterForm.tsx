import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { Refused } from '../../api/refused';
import { failed } from '../../parts/toast';
import { t } from '../../texts/words';
import { saveTicket } from '../changing';

const FIELDS = ['first_name', 'last_name', 'email', 'phone', 'external_id'] as const;
type Field = (typeof FIELDS)[number];
type Requester = Schemas['Requester'];

export function RequesterForm({ ticket, leave }: { ticket: Schemas['Ticket']; leave: () => void }) {
  const [written, setWritten] = useState(() => asWritten(ticket.requester));
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => saveTicket(ticket, { requester: asRequester(written, ticket.requester) }, t('ticket.said_requester')),
    onSuccess: leave,
    onError: (refused) => !hasFields(refused) && failed(refused),
  });
  const wrong = hasFields(error) ? error.fields : {};
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
      onKeyDown={(event) => event.key === 'Escape' && leave()}
    >
      <Stack gap="xs">
        {FIELDS.map((field) => (
          <TextInput
            key={field}
            size="sm"
            autoFocus={field === 'first_name'}
            autoComplete="off"
            type={field === 'email' ? 'email' : field === 'phone' ? 'tel' : 'text'}
            label={t(`ticket.${field}`)}
            value={written[field]}
            error={wrong[`requester.${field}`] ?? wrong[field]}
            onChange={(event) => setWritten({ ...written, [field]: event.currentTarget.value })}
          />
        ))}
        <Group justify="flex-end" gap="xs">
          <Button size="xs" variant="default" onClick={leave}>
            {t('common.cancel')}
          </Button>
          <Button size="xs" type="submit" loading={isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function hasFields(error: unknown): error is Refused {
  return error instanceof Refused && Object.keys(error.fields).some((field) => FIELDS.some((each) => field.endsWith(each)));
}

function asWritten(requester: Requester): Record<Field, string> {
  const values = FIELDS.map((field) => [field, requester[field] ?? '']);
  return Object.fromEntries(values) as Record<Field, string>;
}

function asRequester(written: Record<Field, string>, before: Requester): Requester {
  const values = FIELDS.map((field) => [field, written[field].trim() || null]);
  return { ...before, ...Object.fromEntries(values) };
}

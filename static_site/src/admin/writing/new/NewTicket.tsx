import { Button, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type KeyboardEvent } from 'react';
import { useLocation, useSearch } from 'wouter';
import { shownKey } from '../../actions/keyboard';
import { askAgain } from '../../api/cache';
import { answer, api } from '../../api/client';
import { customerQuery } from '../../api/customers';
import { useDesks } from '../../api/queries';
import { Refused, told } from '../../api/refused';
import { done } from '../../parts/toast';
import { t } from '../../texts/words';
import { useStore } from '../../parts/store';
import { Details } from './Details';
import { missing, NewTicketForm, request } from './form';
import { MessageField } from './MessageField';
import classes from './NewTicket.module.css';
import { OpenTickets } from './OpenTickets';
import { WayField } from './WayField';
import { WhoField } from './WhoField';

export function NewTicket() {
  const [kept] = useState(() => new NewTicketForm());
  const form = useStore(kept);
  const { files } = useStore(kept.sheet);
  const desks = useDesks().filter((desk) => desk.active);
  const { open, busy, wrong, said } = useOpening(kept);
  const uploads = files.filter((file) => file.state === 'sending').length;
  useDefaults(kept, desks[0]?.id, desks.length);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    void open();
  };
  const set = (change: Partial<typeof form>) => kept.set(change);
  return (
    <div className={classes.page}>
      <form className={classes.form} aria-labelledby="new-ticket" onSubmit={(event) => event.preventDefault()} onKeyDownCapture={onKeyDown}>
        <Group justify="space-between" wrap="nowrap" mb="md">
          <Title order={1} size="h3" id="new-ticket">
            {t('writing.new_ticket')}
          </Title>
          <Button variant="subtle" color="gray" size="compact-sm" fw={500} onClick={() => kept.clear()}>
            {t('writing.clear_form')}
          </Button>
        </Group>
        <Stack gap="md">
          <WhoField who={form.who} onChange={(who) => set({ who })} wrong={wrong} />
          {form.who && (
            <div className={classes.narrow}>
              <OpenTickets who={form.who} />
            </div>
          )}
          {desks.length > 1 && (
            <Select
              label={t('writing.desk')}
              placeholder={t('writing.choose_desk')}
              data={desks.map(({ id, name }) => ({ value: id, label: name }))}
              value={form.desk_id || null}
              onChange={(desk_id) => set({ desk_id: desk_id ?? '', category: null, assignee: null })}
              allowDeselect={false}
              error={wrong.desk_id}
            />
          )}
          <TextInput label={t('writing.subject')} value={form.subject} onChange={(event) => set({ subject: event.currentTarget.value })} error={wrong.subject} />
          <WayField form={form} set={set} />
          <MessageField sheet={kept.sheet} send={form.send} error={wrong.text ?? wrong.attachments} disabled={busy} />
          <Details form={form} set={set} wrong={wrong} />
          {said && (
            <Text size="sm" c="var(--mantine-color-error)" role="alert">
              {said}
            </Text>
          )}
          <Group>
            <Button loading={busy} disabled={uploads > 0} onClick={() => void open()} title={shownKey('mod+enter')}>
              {uploads > 0 ? t('writing.waits_for_uploads', { count: uploads }) : t(form.send ? 'writing.create_and_send' : 'writing.create')}
            </Button>
          </Group>
        </Stack>
      </form>
      {form.who && (
        <div className={classes.wide}>
          <OpenTickets who={form.who} />
        </div>
      )}
    </div>
  );
}

/** A desk if there is but one, and the customer whom the address names. */
function useDefaults(kept: NewTicketForm, desk: string | undefined, desks: number) {
  const id = new URLSearchParams(useSearch()).get('customer') ?? '';
  const { data } = useQuery({ ...customerQuery(id), enabled: id !== '' });
  useEffect(() => {
    if (desks === 1 && desk && !kept.get().desk_id) kept.set({ desk_id: desk });
  });
  useEffect(() => {
    if (data) kept.set({ who: { customer: data } });
  }, [kept, data]);
}

function useOpening(kept: NewTicketForm) {
  const [state, setState] = useState<{ busy: boolean; wrong: Record<string, string>; said: string }>({ busy: false, wrong: {}, said: '' });
  const [, go] = useLocation();
  const open = async () => {
    const form = kept.get();
    const wrong = missing(form, kept.sheet);
    if (state.busy || kept.sheet.isUploading || Object.keys(wrong).length > 0) return setState({ busy: state.busy, wrong, said: '' });
    setState({ busy: true, wrong: {}, said: '' });
    try {
      const ticket = await answer(api.POST('/api/admin/tickets', { body: request(form, kept.sheet) }));
      kept.clear();
      askAgain();
      done(t(form.send ? 'writing.created_sent' : 'writing.created', { number: ticket.number }));
      go(`/tickets/${ticket.id}`);
    } catch (error) {
      setState({ busy: false, wrong: error instanceof Refused ? error.fields : {}, said: told(error) });
    }
  };
  return { open, ...state };
}

import { ActionIcon, Anchor, Button, Group, Menu, Skeleton, Text } from '@mantine/core';
import { IconBuilding, IconDots, IconId, IconMail, IconPhone, IconShieldQuestion } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { addCustomer, customerQuery, EMPTY_CARD } from '../../api/customers';
import { told } from '../../api/refused';
import { customerName } from '../../parts/people';
import { failed } from '../../parts/toast';
import { t } from '../../texts/words';
import { changeTicket } from '../changing';
import { Copyable } from './Copyable';
import { CustomerSearch } from './CustomerSearch';
import { Section } from './Section';
import classes from './SidePanel.module.css';

type Ticket = Schemas['Ticket'];

/** Who the requester is in the CRM. */
export function CustomerCard({ ticket }: { ticket: Ticket }) {
  const [searching, setSearching] = useState(false);
  const search = () => setSearching(true);
  return (
    <Section title={t('ticket.customer')} tools={ticket.customer_id && !searching && <CardMenu ticket={ticket} search={search} />}>
      {searching ? (
        <CustomerSearch ticket={ticket} leave={() => setSearching(false)} />
      ) : ticket.customer_id ? (
        <Linked ticket={ticket} id={ticket.customer_id} />
      ) : (
        <NotLinked ticket={ticket} search={search} />
      )}
    </Section>
  );
}

function CardMenu({ ticket, search }: { ticket: Ticket; search: () => void }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t('ticket.customer_menu')} title={t('ticket.customer_menu')}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={search}>{t('ticket.other_customer')}</Menu.Item>
        <Menu.Item onClick={() => void changeTicket(ticket, { customer_id: null }, t('ticket.said_unlinked'))}>{t('ticket.unlink')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Linked({ ticket, id }: { ticket: Ticket; id: string }) {
  const { data, error } = useQuery(customerQuery(id));
  if (error) return <Text size="sm">{told(error)}</Text>;
  if (!data) return <Skeleton h={60} role="status" aria-label={t('common.loading')} />;
  const { requester, linked_by } = ticket;
  const guessed = requester.proven === 'none' ? linked_by !== 'hand' : requester.proven === 'identity' && linked_by === 'email';
  return (
    <>
      <Anchor component={Link} href={`/customers/${id}`} size="sm" fw={600}>
        {customerName(data)}
      </Anchor>
      <Facts customer={data} />
      {linked_by && (
        <Text size="xs" c="dimmed" mt={4}>
          {t(`ticket.linked_by_${linked_by}`)}
        </Text>
      )}
      {guessed && (
        <p className={classes.mark}>
          <IconShieldQuestion size={16} color="var(--mantine-color-yellow-filled)" />
          {t('ticket.customer_unproven')}
        </p>
      )}
    </>
  );
}

function Facts({ customer }: { customer: Schemas['Customer'] }) {
  const fields = Object.entries(customer.fields ?? {}).filter(([, value]) => value);
  return (
    <>
      {customer.company && customer.company !== customerName(customer) && (
        <div className={classes.copyable}>
          <IconBuilding size={16} className={classes.dimmed} aria-hidden />
          <span>{customer.company}</span>
        </div>
      )}
      {customer.emails.map((email) => (
        <Copyable key={email} icon={<IconMail size={16} />} label={t('ticket.email')} value={email} href={`mailto:${email}`} />
      ))}
      {customer.phones.map((phone) => (
        <Copyable key={phone} icon={<IconPhone size={16} />} label={t('ticket.phone')} value={phone} href={`tel:${phone.replace(/[^+\d]/g, '')}`} />
      ))}
      {customer.external_ids.map((id) => (
        <Copyable key={id} icon={<IconId size={16} />} label={t('ticket.external_id')} value={id} />
      ))}
      {fields.length > 0 && (
        <dl className={classes.rows}>
          {fields.map(([name, value]) => (
            <div key={name} className={classes.row}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {customer.notes && <p className={classes.notes}>{customer.notes}</p>}
    </>
  );
}

function NotLinked({ ticket, search }: { ticket: Ticket; search: () => void }) {
  const { mutate, isPending } = useMutation({ mutationFn: () => create(ticket), onError: failed });
  const { email, external_id, first_name, last_name } = ticket.requester;
  return (
    <>
      <Text size="sm" c="dimmed" mb="xs">
        {t('ticket.not_linked')}
      </Text>
      <Group gap="xs">
        <Button size="xs" px={10} variant="default" onClick={search}>
          {t('ticket.find_customer')}
        </Button>
        {(email ?? external_id ?? first_name ?? last_name) && (
          <Button size="xs" px={10} variant="default" loading={isPending} onClick={() => mutate()}>
            {t('ticket.create_customer')}
          </Button>
        )}
      </Group>
    </>
  );
}

/** From what is known of the requester. */
async function create(ticket: Ticket): Promise<void> {
  const { first_name, last_name, email, phone, external_id } = ticket.requester;
  const customer = await addCustomer({
    ...EMPTY_CARD,
    first_name: first_name ?? '',
    last_name: last_name ?? '',
    emails: email ? [email] : [],
    phones: phone ? [phone] : [],
    external_ids: external_id ? [external_id] : [],
  });
  await changeTicket(ticket, { customer_id: customer.id }, t('ticket.said_customer_created', { name: customerName(customer) }));
}

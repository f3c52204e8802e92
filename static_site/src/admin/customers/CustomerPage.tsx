import '../app/mantine-more.css';
import { Button } from '@mantine/core';
import { IconPencilPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { useTitle } from '../app/news';
import { Broken, Loading } from '../parts/States';
import type { Schemas } from '../api/client';
import { PageHead } from '../settings/form/Layout';
import { SaveBar } from '../settings/form/SaveBar';
import { useForm } from '../settings/form/useForm';
import { t } from '../texts/words';
import { addCustomer, changeCustomer, customerQuery, fullName, type Card } from './api';
import { CardFields } from './CardFields';
import classes from './customers.module.css';
import { Remove } from './Remove';
import { Tickets } from './Tickets';

const NOBODY: Card = { first_name: '', last_name: '', company: '', emails: [], phones: [], external_ids: [], notes: '', fields: {} };

export default function CustomerPage({ id }: { id: string }) {
  return id === 'new' ? <NewCustomer /> : <Known id={id} />;
}

function NewCustomer() {
  const [, go] = useLocation();
  useTitle(t('people.new_customer'));
  const added = useRef('');
  const form = useForm('customer new', NOBODY, async (change) => {
    added.current = (await addCustomer({ ...NOBODY, ...change })).id;
  });
  return (
    <div className={classes.page}>
      <div className={classes.inner}>
        <PageHead title={t('people.new_customer')} back={toList()} />
        <CardFields form={form} suppressed={[]} />
        <SaveBar form={form} always label={t('people.add_customer')} onSaved={() => go(`/customers/${added.current}`)} />
      </div>
    </div>
  );
}

function Known({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(customerQuery(id));
  if (!data) return error ? <Broken whole error={error} retry={() => void refetch()} /> : <Loading />;
  return <Shown customer={data} />;
}

function Shown({ customer }: { customer: Schemas['ShownCustomer'] }) {
  const { first_name, last_name, company, emails, phones, external_ids, notes, fields = {} } = customer;
  const card: Card = { first_name, last_name, company, emails, phones, external_ids, notes, fields };
  const form = useForm(`customer ${customer.id}`, card, (change) => changeCustomer(customer.id, change));
  const name = fullName(customer);
  useTitle(name);
  return (
    <div className={classes.page}>
      <div className={classes.inner}>
        <PageHead title={name} back={toList()}>
          <Button component={Link} href={`/new?customer=${customer.id}`} leftSection={<IconPencilPlus size={16} />}>
            {t('people.new_ticket_for', { name: first_name || name })}
          </Button>
          <Remove id={customer.id} name={name} />
        </PageHead>
        <div className={classes.columns}>
          <div>
            <CardFields form={form} suppressed={customer.suppressed} />
            <SaveBar form={form} />
          </div>
          <Tickets customer={customer.id} />
        </div>
      </div>
    </div>
  );
}

function toList() {
  return { href: '/customers', label: t('people.customers') };
}

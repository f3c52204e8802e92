import '../app/mantine-more.css';
import { Button } from '@mantine/core';
import { IconPencilPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link, useLocation } from 'wouter';
import { customerQuery, EMPTY_CARD, type Card } from '../api/customers';
import { useTitle } from '../app/news';
import { customerName } from '../parts/people';
import { Broken, Loading } from '../parts/States';
import type { Schemas } from '../api/client';
import { PageHead } from '../parts/Layout';
import { SaveBar } from '../parts/SaveBar';
import { useForm } from '../parts/useForm';
import { t } from '../texts/words';
import { addCustomer, changeCustomer } from './api';
import { CardFields } from './CardFields';
import classes from './customers.module.css';
import { Remove } from './Remove';
import { Tickets } from './Tickets';

export default function CustomerPage({ id }: { id: string }) {
  return id === 'new' ? <NewCustomer /> : <Known id={id} />;
}

function NewCustomer() {
  const [, go] = useLocation();
  useTitle(t('people.new_customer'));
  const added = useRef('');
  const form = useForm('customer new', EMPTY_CARD, async (change) => {
    added.current = (await addCustomer({ ...EMPTY_CARD, ...change })).id;
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
  const form = useForm(`customer ${customer.id}`, card, (change, seen) => changeCustomer(customer, change, seen));
  const name = customerName(customer);
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

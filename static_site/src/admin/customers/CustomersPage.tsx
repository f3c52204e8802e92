import '../app/mantine-more.css';
import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link } from 'wouter';
import { useActions } from '../actions/registry';
import type { Customer } from '../api/customers';
import { useTitle } from '../app/news';
import { customerName } from '../parts/people';
import { Blank, Broken, Loading } from '../parts/States';
import { Face } from '../parts/Face';
import { PageHead } from '../parts/Layout';
import { More } from '../parts/More';
import { Row, Rows } from '../parts/Rows';
import { t } from '../texts/words';
import { customersQuery } from './api';
import classes from './customers.module.css';

export default function CustomersPage() {
  const [words, setWords] = useState('');
  const [asked] = useDebouncedValue(words.trim(), 250);
  const search = useRef<HTMLInputElement>(null);
  useTitle(t('people.customers'));
  useActions([{ id: 'search', label: t('people.search'), group: 'list', keys: ['/'], run: () => search.current?.focus() }]);
  return (
    <div className={classes.page}>
      <div className={classes.inner}>
        <PageHead title={t('people.customers')}>
          <Button component={Link} href="/customers/new" leftSection={<IconPlus size={16} />}>
            {t('people.new_customer')}
          </Button>
        </PageHead>
        <TextInput
          ref={search}
          type="search"
          maw={420}
          mb="md"
          leftSection={<IconSearch size={16} />}
          aria-label={t('people.search')}
          placeholder={t('people.search')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Found asked={asked} />
      </div>
    </div>
  );
}

function Found({ asked }: { asked: string }) {
  const pages = useInfiniteQuery({ ...customersQuery(asked), placeholderData: keepPreviousData });
  if (!pages.data) return pages.error ? <Broken error={pages.error} retry={() => void pages.refetch()} /> : <Loading />;
  const customers = pages.data.pages.flatMap((page) => page.items);
  if (customers.length === 0 && asked) return <Blank title={t('people.nobody_found')} text={t('people.nobody_found_text')} />;
  if (customers.length === 0) return <Blank title={t('people.no_customers')} text={t('people.no_customers_text')} />;
  return (
    <>
      <Rows label={t('people.customers')}>
        {customers.map((customer) => (
          <CustomerRow key={customer.id} customer={customer} />
        ))}
      </Rows>
      <More pages={pages} />
    </>
  );
}

function CustomerRow({ customer }: { customer: Customer }) {
  const name = customerName(customer);
  const known = [customer.company, customer.emails[0], customer.phones[0]].filter((each) => each && each !== name);
  return <Row href={`/customers/${customer.id}`} mark={<Face name={name} />} title={name} text={known.join(' · ')} />;
}

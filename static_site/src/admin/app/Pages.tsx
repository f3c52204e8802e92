import { Button } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { InboxPage } from '../inbox/InboxPage';
import { Blank, Loading } from '../parts/States';
import { t } from '../texts/words';
import { Boundary } from './Boundary';
import { CODE } from './code';

const TicketPage = lazy(CODE.tickets);
const NewTicketPage = lazy(CODE.new);
const CustomersPage = lazy(CODE.customers);
const CustomerPage = lazy(CODE.customer);
const SettingsPage = lazy(CODE.settings);

export function Pages() {
  const [place] = useLocation();
  return (
    <Boundary place={place}>
      <Suspense fallback={<Loading />}>
        <Switch>
          <Route path="/">
            <Redirect to="/inbox/unassigned" replace />
          </Route>
          <Route path="/inbox/:view">{({ view }) => <InboxPage key={view} view={view} />}</Route>
          <Route path="/tickets/:id">{({ id }) => <TicketPage key={id} id={id} />}</Route>
          <Route path="/new" component={NewTicketPage} />
          <Route path="/customers" component={CustomersPage} />
          <Route path="/customers/:id">{({ id }) => <CustomerPage key={id} id={id} />}</Route>
          <Route path="/settings/*?" component={SettingsPage} />
          <Route component={Missing} />
        </Switch>
      </Suspense>
    </Boundary>
  );
}

function Missing() {
  return (
    <Blank whole title={t('shell.page_missing')} text={t('shell.page_missing_text')}>
      <Button component={Link} href="/">
        {t('shell.to_inbox')}
      </Button>
    </Blank>
  );
}

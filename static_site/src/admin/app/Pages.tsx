import { Button } from '@mantine/core';
import { lazy, Suspense, type ComponentType } from 'react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { InboxPage } from '../inbox/InboxPage';
import { Blank, Loading } from '../parts/States';
import { learn, t, type Section } from '../texts/words';
import { Boundary } from './Boundary';

const TicketPage = page(() => import('../ticket/TicketPage'), 'ticket', 'talk', 'writing');
const NewTicketPage = page(() => import('../ticket/NewTicketPage'), 'ticket', 'writing');
const CustomersPage = page(() => import('../customers/CustomersPage'), 'people', 'settings');
const CustomerPage = page(() => import('../customers/CustomerPage'), 'people', 'settings');
const SettingsPage = page(() => import('../settings/SettingsPage'), 'people', 'settings');

/** Comes with its words when it is first wanted. */
function page<P>(load: () => Promise<{ default: ComponentType<P> }>, ...sections: Section[]) {
  return lazy(async () => (await Promise.all([load(), learn(...sections)]))[0]);
}

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

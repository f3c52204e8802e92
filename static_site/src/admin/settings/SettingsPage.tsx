import '../app/mantine-more.css';
import { Redirect, Route, Switch } from 'wouter';
import { useIsAdmin } from '../api/queries';
import { useTitle } from '../app/news';
import { t } from '../texts/words';
import { DeskPage } from './desks/DeskPage';
import { DesksPage } from './desks/DesksPage';
import { BlockedPage } from './inbound/BlockedPage';
import { MailPage } from './inbound/MailPage';
import { QuarantinePage } from './inbound/QuarantinePage';
import { OperatorPage } from './operators/OperatorPage';
import { OperatorsPage } from './operators/OperatorsPage';
import { ProfilePage } from './profile/ProfilePage';
import { RepliesPage } from './replies/RepliesPage';
import { ReplyPage } from './replies/ReplyPage';
import { useSections } from './sections';
import { SettingsNav } from './SettingsNav';
import classes from './SettingsPage.module.css';
import { SystemPage } from './system/SystemPage';

export default function SettingsPage() {
  const [first] = useSections();
  useTitle(t('settings.title'));
  return (
    <div className={classes.page}>
      <SettingsNav />
      <div className={classes.content}>
        <div className={classes.inner}>
          <Switch>
            <Route path="/settings/profile" component={ProfilePage} />
            <Route path="/settings/replies" component={RepliesPage} />
            <Route path="/settings/replies/:id">{({ id }) => <ReplyPage key={id} id={id} />}</Route>
            <Route path="/settings/inbound" component={QuarantinePage} />
            <Route path="/settings/inbound/:id">{({ id }) => <MailPage key={id} id={id} />}</Route>
            <Route path="/settings/blocked" component={BlockedPage} />
            {useIsAdmin() && <Route path="/settings/*" component={ForAdmins} />}
            <Route>{first && <Redirect to={first.href} replace />}</Route>
          </Switch>
        </div>
      </div>
    </div>
  );
}

function ForAdmins() {
  return (
    <Switch>
      <Route path="/settings/desks" component={DesksPage} />
      <Route path="/settings/desks/:id/:tab?">{({ id, tab }) => <DeskPage key={id} id={id} tab={tab ?? ''} />}</Route>
      <Route path="/settings/operators" component={OperatorsPage} />
      <Route path="/settings/operators/:id">{({ id }) => <OperatorPage key={id} id={id} />}</Route>
      <Route path="/settings/system" component={SystemPage} />
      <Route>
        <Redirect to="/settings/desks" replace />
      </Route>
    </Switch>
  );
}

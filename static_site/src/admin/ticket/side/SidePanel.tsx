import type { Schemas } from '../../api/client';
import { t } from '../../texts/words';
import { CustomerCard } from './CustomerCard';
import { EarlierTickets } from './EarlierTickets';
import { History } from './History';
import { Properties } from './Properties';
import { PublicLink } from './PublicLink';
import { Requester } from './Requester';
import classes from './SidePanel.module.css';

/** `conversation` comes a moment after the ticket. */
export function SidePanel({ ticket, conversation }: { ticket: Schemas['Ticket']; conversation: Schemas['Conversation'] | undefined }) {
  return (
    <section className={classes.panel} aria-label={t('ticket.details')}>
      <Requester ticket={ticket} suppressed={conversation?.suppressed ?? []} site={conversation?.site ?? null} />
      <CustomerCard ticket={ticket} />
      <Properties ticket={ticket} />
      <PublicLink ticket={ticket} />
      {conversation && <EarlierTickets conversation={conversation} />}
      {conversation && <History conversation={conversation} />}
    </section>
  );
}

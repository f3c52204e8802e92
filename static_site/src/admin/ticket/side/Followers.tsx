import { MultiSelect } from '@mantine/core';
import type { Schemas } from '../../api/client';
import { useOperators } from '../../api/queries';
import { t } from '../../texts/words';
import { changeTicket } from '../changing';
import { useAble } from '../head/AssigneeMenu';
import { Row } from './Section';
import classes from './SidePanel.module.css';

/** Colleagues who are told by mail of what happens. */
export function Followers({ ticket, desk }: { ticket: Schemas['Ticket']; desk: Schemas['Desk'] | undefined }) {
  const operators = useOperators();
  const able = useAble(desk);
  const { followers } = ticket;
  if (!followers) return null;
  const former = operators.filter((each) => followers.includes(each.id) && !able.includes(each));
  return (
    <Row label={t('ticket.followers')} field>
      <MultiSelect
        size="sm"
        searchable
        aria-label={t('ticket.followers')}
        placeholder={followers.length > 0 ? '' : t('ticket.add_follower')}
        data={[...able, ...former].map((each) => ({ value: each.id, label: each.name }))}
        value={followers}
        onChange={(chosen) => void changeTicket(ticket, { followers: chosen }, t('ticket.said_followers'))}
        nothingFoundMessage={t('ticket.no_operator')}
        classNames={{ root: classes.quietRoot!, input: classes.quiet!, inputField: classes.word!, pill: classes.pill! }}
      />
    </Row>
  );
}

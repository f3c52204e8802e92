import type { Schemas } from '../../api/client';
import { useDesk } from '../../api/queries';
import { Time } from '../../parts/Time';
import { t } from '../../texts/words';
import { Category } from './Category';
import { Followers } from './Followers';
import { Row, Section } from './Section';
import classes from './SidePanel.module.css';
import { Copies, Tags } from './words';

export function Properties({ ticket }: { ticket: Schemas['Ticket'] }) {
  const desk = useDesk(ticket.desk_id);
  return (
    <Section title={t('ticket.properties')}>
      <dl className={classes.rows}>
        <Row label={t('ticket.desk')}>{desk?.name ?? '–'}</Row>
        {desk && desk.categories.length > 0 && (
          <Row label={t('ticket.category')} field>
            <Category ticket={ticket} categories={desk.categories} />
          </Row>
        )}
        <Row label={t('ticket.tags')} field>
          <Tags ticket={ticket} />
        </Row>
        <Row label={t('ticket.copies')} field>
          <Copies ticket={ticket} />
        </Row>
        <Followers ticket={ticket} desk={desk} />
        <Row label={t('ticket.created')}>
          <Time iso={ticket.created_at} />
        </Row>
        {ticket.closed_at && (
          <Row label={t('ticket.closed')}>
            <Time iso={ticket.closed_at} />
          </Row>
        )}
        <Row label={t('ticket.channel')}>{t(`common.channel_${ticket.channel}`)}</Row>
      </dl>
    </Section>
  );
}

import '../app/mantine-more.css';
import { useTitle } from '../app/news';
import { useDesks } from '../api/queries';
import { Blank } from '../parts/States';
import { t } from '../texts/words';
import { NewTicket } from '../writing/new/NewTicket';

export default function NewTicketPage() {
  useTitle(t('writing.new_ticket'));
  const hasDesk = useDesks().some((desk) => desk.active);
  return hasDesk ? <NewTicket /> : <Blank title={t('writing.no_desk')} text={t('writing.no_desk_text')} />;
}

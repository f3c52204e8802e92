import { useLocation } from 'wouter';
import type { Schemas } from '../../api/client';
import { listPlace } from '../../app/cameFrom';
import { Confirm } from '../../parts/Confirm';
import { t } from '../../texts/words';
import { remove } from './acts';
import type { Opened } from './opened';

export function DeleteDialog({ ticket, opened, setOpened }: { ticket: Schemas['Ticket'] } & Opened) {
  const [, go] = useLocation();
  return (
    <Confirm
      opened={opened}
      close={() => setOpened(false)}
      title={t('ticket.delete_title', { number: ticket.number })}
      text={t('ticket.delete_text')}
      act={t('ticket.delete_for_ever')}
      run={() => remove(ticket).then(() => go(listPlace()))}
      danger
    />
  );
}

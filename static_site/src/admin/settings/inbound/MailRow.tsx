import { Checkbox } from '@mantine/core';
import { useDesk } from '../../api/queries';
import { Time } from '../../parts/Time';
import { t } from '../../texts/words';
import { Row } from '../../parts/Rows';
import { reason, type Mail } from './mails';

export function MailRow({ mail, chosen, toggle }: { mail: Mail; chosen: boolean; toggle: () => void }) {
  const desk = useDesk(mail.desk_id ?? '')?.name ?? mail.recipients.join(', ');
  const subject = mail.subject || t('settings.no_subject');
  return (
    <Row
      href={`/settings/inbound/${encodeURIComponent(mail.id)}`}
      mark={
        <div data-above>
          <Checkbox checked={chosen} onChange={toggle} aria-label={t('settings.choose_named', { name: subject })} />
        </div>
      }
      title={subject}
      text={`${mail.sender_name || mail.sender || t('settings.no_sender')} · ${desk}`}
    >
      <span>{reason(mail)}</span>
      <Time iso={mail.received_at} />
    </Row>
  );
}

import { Alert, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useDesk } from '../../api/queries';
import type { Schemas } from '../../api/client';
import { Broken, Loading } from '../../parts/States';
import { Time } from '../../parts/Time';
import { t } from '../../texts/words';
import { PageHead } from '../../parts/Layout';
import { MailActions } from './MailActions';
import { MailBody } from './MailBody';
import { mailQuery, reason } from './mails';

export function MailPage({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(mailQuery(id));
  if (!data) return error ? <Broken whole error={error} retry={() => void refetch()} /> : <Loading />;
  return <Shown mail={data} />;
}

function Shown({ mail }: { mail: Schemas['ShownMail'] }) {
  return (
    <>
      <PageHead title={mail.subject || t('settings.no_subject')} back={{ href: '/settings/inbound', label: t('settings.inbound') }} />
      <Stack gap="lg">
        <From mail={mail} />
        {mail.reason && (
          <Alert variant="light" color="yellow" title={reason(mail)} role="note">
            {t(`settings.reason_${mail.reason}_text`)}
            {mail.detail && <Text size="sm">{mail.detail}</Text>}
          </Alert>
        )}
        <MailActions mail={mail} />
        <MailBody mail={mail} />
      </Stack>
    </>
  );
}

function From({ mail }: { mail: Schemas['ShownMail'] }) {
  const desk = useDesk(mail.desk_id ?? '')?.name;
  return (
    <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
      {mail.sender_name && <strong>{mail.sender_name} </strong>}
      {mail.sender || t('settings.no_sender')}
      <Text span c="dimmed">
        {' '}
        {t('settings.mail_to', { to: mail.recipients.join(', ') || desk || '?' })}
        {desk && ` (${desk})`} · <Time iso={mail.received_at} />
        {mail.handled_at && (
          <>
            {' '}
            · {t('settings.handled_by', { name: mail.handled_by })} <Time iso={mail.handled_at} />
          </>
        )}
      </Text>
    </Text>
  );
}

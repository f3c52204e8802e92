import { Button, Group, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../../api/client';
import { copy } from '../../parts/copy';
import { Broken, Loading } from '../../parts/States';
import { useFocusBack } from '../../parts/useFocusBack';
import { t } from '../../texts/words';
import classes from './Conversation.module.css';

interface Props {
  ticketId: string;
  messageId: string;
  onClose: () => void;
}

/** Where a mail came from and which way, for those who can read it. */
export default function HeadersDialog({ ticketId, messageId, onClose }: Props) {
  useFocusBack();
  const path = { id: ticketId, message_id: messageId };
  const { data, error } = useQuery({
    queryKey: ['headers', messageId],
    queryFn: () => answer(api.GET('/api/admin/tickets/{id}/messages/{message_id}/headers', { params: { path } })),
    staleTime: Infinity,
  });
  return (
    <Modal opened onClose={onClose} title={t('talk.headers')} size="xl">
      {data ? <Headers headers={data.items} /> : error ? <Broken error={error} /> : <Loading />}
    </Modal>
  );
}

function Headers({ headers }: { headers: readonly Schemas['MailHeader'][] }) {
  const text = headers.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return (
    <>
      <dl className={classes.headers} tabIndex={0} aria-label={t('talk.headers')}>
        {headers.map(({ name, value }, at) => (
          <div key={at}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => copy(text)}>
          {t('common.copy')}
        </Button>
      </Group>
    </>
  );
}

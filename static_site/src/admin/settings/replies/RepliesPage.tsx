import { Badge, Button, Group, Select, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link } from 'wouter';
import { useActions } from '../../actions/registry';
import { repliesQuery, useDesks } from '../../api/queries';
import { Blank, Broken, Loading } from '../../parts/States';
import { t } from '../../texts/words';
import type { CannedReply } from '../api';
import { PageHead } from '../../parts/Layout';
import { Row, Rows } from '../../parts/Rows';

export function RepliesPage() {
  return (
    <>
      <PageHead title={t('settings.replies')} text={t('settings.replies_text')}>
        <Button component={Link} href="/settings/replies/new" leftSection={<IconPlus size={16} />}>
          {t('settings.add_reply')}
        </Button>
      </PageHead>
      <Found />
    </>
  );
}

function Found() {
  const { data, error, refetch } = useQuery(repliesQuery);
  const [words, setWords] = useState('');
  const [desk, setDesk] = useState<string | null>(null);
  const desks = useDesks();
  const search = useRef<HTMLInputElement>(null);
  useActions([{ id: 'search', label: t('common.search'), group: 'list', keys: ['/'], run: () => search.current?.focus() }]);
  if (!data) return error ? <Broken error={error} retry={() => void refetch()} /> : <Loading />;
  if (data.items.length === 0) return <Blank title={t('settings.no_replies')} text={t('settings.no_replies_text')} />;
  const found = data.items.filter((reply) => matches(reply, words) && (!desk || !reply.desk_id || reply.desk_id === desk));
  return (
    <>
      <Group gap="xs" mb="md">
        <TextInput
          ref={search}
          type="search"
          flex={1}
          miw={180}
          maw={360}
          leftSection={<IconSearch size={16} />}
          aria-label={t('settings.search_replies')}
          placeholder={t('settings.search_replies')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        {desks.length > 1 && (
          <Select
            aria-label={t('settings.desk')}
            placeholder={t('settings.all_desks')}
            data={desks.map(({ id, name }) => ({ value: id, label: name }))}
            value={desk}
            onChange={setDesk}
            clearable
          />
        )}
      </Group>
      {found.length === 0 ? (
        <Blank title={t('settings.nothing_found')} />
      ) : (
        <Rows label={t('settings.replies')}>
          {found.map((reply) => (
            <ReplyRow key={reply.id} reply={reply} desk={desks.find(({ id }) => id === reply.desk_id)?.name} />
          ))}
        </Rows>
      )}
    </>
  );
}

function ReplyRow({ reply, desk }: { reply: CannedReply; desk: string | undefined }) {
  return (
    <Row href={`/settings/replies/${reply.id}`} title={reply.name} text={reply.text}>
      {desk && <span>{desk}</span>}
      <Badge variant="light" color={reply.owner ? 'gray' : 'indigo'} tt="none" fw={500}>
        {t(reply.owner ? 'settings.own' : 'settings.teams')}
      </Badge>
    </Row>
  );
}

function matches({ name, text }: CannedReply, words: string): boolean {
  const all = `${name}\n${text}`.toLocaleLowerCase();
  return words.toLocaleLowerCase().split(/\s+/).every((word) => all.includes(word));
}

import { Alert, Button, Input, SegmentedControl, Select, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { Refused } from '../../api/refused';
import { repliesQuery, useDesks, useIsAdmin, useMe } from '../../api/queries';
import { Blank, Broken, Loading } from '../../parts/States';
import { done, failed } from '../../parts/toast';
import { t } from '../../texts/words';
import { addReply, changeReply, removeReply, type CannedReply } from '../api';
import { PageHead, Part } from '../../parts/Layout';
import { SaveBar } from '../../parts/SaveBar';
import { TemplateText } from '../form/TemplateText';
import { text, useForm, type Form } from '../../parts/useForm';

const LIST = '/settings/replies';

export function ReplyPage({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(repliesQuery);
  const me = useMe().operator.id;
  const last = useRef<CannedReply>(undefined);
  if (id === 'new') return <Shown reply={{ id: 'new', name: '', text: '', owner: me, desk_id: null, version: 0, created_at: '' }} />;
  if (!data) return error ? <Broken whole error={error} retry={() => void refetch()} /> : <Loading />;
  const reply = data.items.find((each) => each.id === id);
  if (reply || last.current?.id !== id) last.current = reply;
  return last.current ? <Shown reply={last.current} gone={!reply} /> : <Blank whole title={t('common.not_found')} />;
}

/** `gone`: a colleague deleted it. What was typed since is not: saved, it is a new one. */
function Shown({ reply, gone = false }: { reply: CannedReply; gone?: boolean }) {
  const [, go] = useLocation();
  const admin = useIsAdmin();
  const isNew = gone || reply.id === 'new';
  const [line, setLine] = useState<number>();
  const form = useForm(`reply ${reply.id}`, reply, async (change, seen) => {
    setLine(undefined);
    try {
      await (isNew ? addReply(chosen({ ...reply, ...change })) : changeReply(reply, change, seen));
    } catch (error) {
      if (error instanceof Refused) setLine(error.problem.errors?.find(({ field }) => field === 'text')?.line ?? undefined);
      throw error;
    }
  });
  const mayChange = admin || Boolean(reply.owner);
  const remove = async () => {
    try {
      form.discard();
      await removeReply(reply.id);
      go(LIST);
      done(t('settings.reply_removed', { name: reply.name }), async () => void (await addReply(chosen(reply))));
    } catch (error) {
      failed(error);
    }
  };
  if (gone && !form.dirty) return <Blank whole title={t('common.not_found')} />;
  return (
    <>
      <PageHead title={form.values.name || t('settings.new_reply')} back={{ href: LIST, label: t('settings.replies') }}>
        {!isNew && mayChange && (
          <Button variant="subtle" color="red" onClick={() => void remove()}>
            {t('common.delete')}
          </Button>
        )}
      </PageHead>
      {gone && (
        <Alert mb="lg" color="yellow" role="status">
          {t('settings.reply_gone')}
        </Alert>
      )}
      {mayChange ? <Fields form={form} line={line} /> : <Text style={{ whiteSpace: 'pre-wrap' }}>{reply.text}</Text>}
      {mayChange && <SaveBar form={form} always={isNew} {...(isNew && { label: t('settings.add_reply'), onSaved: () => go(LIST) })} />}
    </>
  );
}

function Fields({ form, line }: { form: Form<CannedReply>; line: number | undefined }) {
  const { values, set, error } = form;
  const me = useMe().operator.id;
  const admin = useIsAdmin();
  const desks = useDesks().map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Part>
      <TextInput label={t('settings.name')} description={t('settings.reply_name_text')} {...text(form, 'name')} />
      <TemplateText
        label={t('settings.text')}
        value={values.text}
        onChange={(text) => set({ text })}
        error={error('text')}
        line={error('text') ? line : undefined}
        inCannedReplies
      />
      <Select
        label={t('settings.desk')}
        description={t('settings.reply_desk_text')}
        placeholder={t('settings.all_desks')}
        data={desks}
        value={values.desk_id ?? null}
        onChange={(desk_id) => set({ desk_id })}
        error={error('desk_id')}
        clearable
        maw={320}
      />
      {admin && (
        <Input.Wrapper label={t('settings.whose')} labelElement="div">
          <div>
            <SegmentedControl
              aria-label={t('settings.whose')}
              value={values.owner ? 'own' : 'team'}
              onChange={(whose) => set({ owner: whose === 'own' ? me : null })}
              data={[
                { value: 'own', label: t('settings.whose_own') },
                { value: 'team', label: t('settings.whose_team') },
              ]}
            />
          </div>
        </Input.Wrapper>
      )}
    </Part>
  );
}

function chosen({ name, text, desk_id = null, owner = null }: CannedReply) {
  return { name, text, desk_id, owner };
}

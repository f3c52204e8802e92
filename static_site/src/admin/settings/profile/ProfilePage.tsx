import { Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { useMe } from '../../api/queries';
import { t } from '../../texts/words';
import { PageHead, Part } from '../../parts/Layout';
import { SaveBar } from '../../parts/SaveBar';
import { text, useForm, type Form } from '../../parts/useForm';
import { changeMe, ownOf, REASONS, type Own } from './me';

export function ProfilePage() {
  const { operator, desks } = useMe();
  const form = useForm('me', ownOf(operator), (change, seen) => changeMe(operator, change, seen));
  return (
    <>
      <PageHead title={t('settings.profile')} text={t('settings.profile_text')} />
      <Stack gap="xl">
        <Part>
          <TextInput
            label={t('settings.your_name')}
            description={t('settings.profile_name_text')}
            {...text(form, 'name')}
            required
            maw={400}
          />
          <Line label={t('settings.email')}>{operator.email}</Line>
          <Line label={t('settings.my_desks')}>{desks.map(({ name }) => name).join(', ') || t('settings.my_desks_none')}</Line>
        </Part>
        <Mails form={form} />
      </Stack>
      <SaveBar form={form} />
    </>
  );
}

function Line({ label, children }: { label: string; children: string }) {
  return (
    <div>
      <Text size="sm" fw={600}>
        {label}
      </Text>
      <Text size="sm">{children}</Text>
    </div>
  );
}

function Mails({ form: { values, set, error } }: { form: Form<Own> }) {
  const wanted = REASONS.filter((reason) => !values.muted.includes(reason));
  return (
    <Part>
      <Checkbox.Group
        label={t('settings.mails')}
        description={t('settings.mails_text')}
        value={[...wanted]}
        onChange={(chosen) => set({ muted: REASONS.filter((reason) => !chosen.includes(reason)) })}
        error={error('muted')}
      >
        <Stack gap="xs" mt="sm">
          {REASONS.map((reason) => (
            <Checkbox key={reason} value={reason} label={t(`settings.mail_${reason}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
    </Part>
  );
}

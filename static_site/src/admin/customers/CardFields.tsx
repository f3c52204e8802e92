import { Stack, Textarea, TextInput } from '@mantine/core';
import type { Schemas } from '../api/client';
import type { Card } from '../api/customers';
import { FieldList } from '../parts/FieldList';
import { text, type Form } from '../parts/useForm';
import { Suppressed } from '../settings/inbound/Suppressed';
import { t } from '../texts/words';
import classes from './customers.module.css';
import { Pairs } from './Pairs';

interface Props {
  form: Form<Card>;
  suppressed: readonly Schemas['Suppression'][];
}

export function CardFields({ form, suppressed }: Props) {
  const { values, set, error, round } = form;
  return (
    <Stack gap="md" maw={520}>
      <div className={classes.names}>
        <Line form={form} field="first_name" />
        <Line form={form} field="last_name" />
      </div>
      <Line form={form} field="company" />
      <FieldList
        label={t('people.emails')}
        type="email"
        placeholder="ada@example.com"
        values={values.emails}
        onChange={(emails) => set({ emails })}
        error={error('emails')}
        remark={(email) => <Remark email={email} suppressed={suppressed} />}
      />
      <FieldList
        label={t('people.phones')}
        type="tel"
        placeholder="+48 600 000 000"
        values={values.phones}
        onChange={(phones) => set({ phones })}
        error={error('phones')}
      />
      <FieldList
        label={t('people.external_ids')}
        description={t('people.external_ids_text')}
        values={values.external_ids}
        onChange={(external_ids) => set({ external_ids })}
        error={error('external_ids')}
      />
      <Textarea label={t('people.notes')} description={t('people.notes_text')} {...text(form, 'notes')} autosize minRows={3} />
      <Pairs key={round} label={t('people.fields')} values={values.fields} onChange={(fields) => set({ fields })} error={error('fields')} />
    </Stack>
  );
}

function Line({ form, field }: { form: Form<Card>; field: 'first_name' | 'last_name' | 'company' }) {
  return <TextInput label={t(`people.card_${field}`)} {...text(form, field)} />;
}

function Remark({ email, suppressed }: { email: string; suppressed: readonly Schemas['Suppression'][] }) {
  const found = suppressed.find(({ address }) => address === email);
  return found && <Suppressed suppression={found} />;
}

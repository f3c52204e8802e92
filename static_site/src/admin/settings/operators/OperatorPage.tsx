import { Button, Checkbox, Radio, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { operatorsQuery, useDesks } from '../../api/queries';
import { Blank, Broken, Loading } from '../../parts/States';
import { done, failed } from '../../parts/toast';
import { t } from '../../texts/words';
import { addOperator, changeOperator, join, teamChanged, type Desk, type Operator } from '../api';
import { PageHead, Part } from '../../parts/Layout';
import { SaveBar } from '../../parts/SaveBar';
import { besideField } from '../../parts/taken';
import { text, useForm, type Form } from '../../parts/useForm';

const LIST = '/settings/operators';

interface Fields extends Pick<Operator, 'email' | 'name' | 'role'> {
  /** Ids of those that he is a member of. */
  desks: string[];
}

export function OperatorPage({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(operatorsQuery);
  if (!data) return error ? <Broken whole error={error} retry={() => void refetch()} /> : <Loading />;
  const operator = data.items.find((each) => each.id === id);
  if (!operator && id !== 'new') return <Blank whole title={t('common.not_found')} />;
  return <Shown operator={operator} />;
}

function Shown({ operator }: { operator: Operator | undefined }) {
  const [, go] = useLocation();
  const desks = useDesks();
  const saved: Fields = {
    email: operator?.email ?? '',
    name: operator?.name ?? '',
    role: operator?.role ?? 'operator',
    desks: desks.filter((desk) => operator && desk.members.includes(operator.id)).map(({ id }) => id),
  };
  const form = useForm(`operator ${operator?.id ?? 'new'}`, saved, async (change, seen) => {
    try {
      await write(operator, { ...saved, ...change }, change, desks, seen);
    } catch (error) {
      throw besideField(error, 'email', t('settings.operator_taken'));
    }
  });
  return (
    <>
      <PageHead title={form.values.name || t('settings.new_operator')} back={{ href: LIST, label: t('settings.operators') }}>
        {operator && <Activity operator={operator} />}
      </PageHead>
      <OperatorFields form={form} desks={desks} />
      <SaveBar form={form} always={!operator} {...(!operator && { label: t('settings.add_operator'), onSaved: () => go(LIST) })} />
    </>
  );
}

async function write(operator: Operator | undefined, all: Fields, change: Partial<Fields>, desks: readonly Desk[], seen?: number): Promise<void> {
  const { desks: wanted, ...fields } = change;
  if (!operator) {
    const added = await addOperator({ email: all.email, name: all.name, role: all.role });
    await join(added.id, desks, all.desks).catch(failed);
  } else {
    if (Object.keys(fields).length > 0) await changeOperator(operator.id, fields, seen ?? operator.version);
    if (wanted) await join(operator.id, desks, wanted);
  }
  await teamChanged();
}

/** Nobody is deleted: what he wrote keeps its author. */
function Activity({ operator: { id, name, active } }: { operator: Operator }) {
  const set = async (now: boolean) => {
    try {
      await changeOperator(id, { active: now });
    } catch (error) {
      return failed(error);
    }
    done(t(now ? 'settings.operator_on' : 'settings.operator_off', { name }), () => changeOperator(id, { active: !now }));
  };
  return (
    <Button variant="subtle" color={active ? 'red' : 'indigo'} onClick={() => void set(!active)}>
      {t(active ? 'settings.deactivate' : 'settings.reactivate')}
    </Button>
  );
}

function OperatorFields({ form, desks }: { form: Form<Fields>; desks: readonly Desk[] }) {
  const { values, set, error } = form;
  return (
    <Part>
      <TextInput label={t('settings.name')} {...text(form, 'name')} required maw={400} />
      <TextInput
        type="email"
        label={t('settings.email')}
        description={t('settings.operator_email_text')}
        {...text(form, 'email')}
        required
        maw={400}
      />
      <Radio.Group label={t('settings.role')} value={values.role} onChange={(role) => set({ role })} error={error('role')}>
        <Stack gap="xs" mt={6}>
          <Radio value="operator" label={t('settings.role_operator')} description={t('settings.role_operator_text')} />
          <Radio value="admin" label={t('settings.role_admin')} description={t('settings.role_admin_text')} />
        </Stack>
      </Radio.Group>
      <Checkbox.Group
        label={t('settings.desks')}
        description={t('settings.operator_desks_text')}
        value={values.desks}
        onChange={(chosen) => set({ desks: desks.map(({ id }) => id).filter((id) => chosen.includes(id)) })}
      >
        <Stack gap="xs" mt={8}>
          {desks.map(({ id, name }) => (
            <Checkbox key={id} value={id} label={name} />
          ))}
        </Stack>
      </Checkbox.Group>
    </Part>
  );
}

import { NumberInput, Stack, Switch } from '@mantine/core';
import { t } from '../../texts/words';
import { FieldList } from '../../parts/FieldList';
import { Part } from '../../parts/Layout';
import type { DeskForm } from './DeskPage';

export function Mail({ form }: { form: DeskForm }) {
  const { values, set, error } = form;
  return (
    <Stack gap="xl">
      <Part>
        <FieldList
          label={t('settings.addresses')}
          description={t('settings.addresses_text')}
          type="email"
          placeholder="support@example.com"
          values={values.addresses}
          onChange={(addresses) => set({ addresses })}
          error={error('addresses')}
        />
      </Part>
      <Part title={t('settings.times')}>
        <Amount form={form} field="reopen_days" suffix={t('settings.suffix_days')} max={3650} />
        <Amount form={form} field="auto_close_days" suffix={t('settings.suffix_days')} max={3650} />
        <Amount form={form} field="undo_seconds" suffix={t('settings.suffix_seconds')} max={120} />
      </Part>
      <Part title={t('settings.taken_in')}>
        <Switch
          label={t('settings.attachments')}
          description={t('settings.attachments_text')}
          checked={values.attachments}
          onChange={(event) => set({ attachments: event.currentTarget.checked })}
        />
        <Switch
          label={t('settings.automatic_tickets')}
          description={t('settings.automatic_tickets_text')}
          checked={values.automatic_tickets}
          onChange={(event) => set({ automatic_tickets: event.currentTarget.checked })}
        />
      </Part>
    </Stack>
  );
}

interface AmountProps {
  form: DeskForm;
  field: 'reopen_days' | 'auto_close_days' | 'undo_seconds';
  suffix: string;
  max: number;
}

function Amount({ form: { values, set, error }, field, suffix, max }: AmountProps) {
  return (
    <NumberInput
      label={t(`settings.amount_${field}`)}
      description={t(`settings.amount_${field}_text`)}
      value={values[field]}
      onChange={(value) => set({ [field]: Number(value) || 0 })}
      error={error(field)}
      suffix={` ${suffix}`}
      min={0}
      max={max}
      clampBehavior="strict"
      allowDecimal={false}
      allowNegative={false}
      inputWrapperOrder={['label', 'description', 'input', 'error']}
      styles={{ wrapper: { maxWidth: 180 } }}
    />
  );
}

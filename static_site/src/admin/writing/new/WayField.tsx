import { Radio, Stack } from '@mantine/core';
import { t } from '../../texts/words';
import { emailOf, type Form } from './form';

export function WayField({ form, set }: { form: Form; set: (change: Partial<Form>) => void }) {
  const address = emailOf(form.who);
  return (
    <Radio.Group label={t('writing.way')} value={form.send ? 'send' : 'call'} onChange={(way) => set({ send: way === 'send' })}>
      <Stack gap={8} mt={6}>
        <Radio value="send" label={t('writing.way_send')} description={address ? t('writing.way_send_text', { address }) : t('writing.way_send_nowhere')} />
        <Radio value="call" label={t('writing.way_call')} description={t('writing.way_call_text')} />
      </Stack>
    </Radio.Group>
  );
}

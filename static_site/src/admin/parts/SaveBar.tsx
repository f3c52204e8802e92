import { Button, Group, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useActions } from '../actions/registry';
import { t } from '../texts/words';
import classes from './form.module.css';
import type { Form } from './useForm';

const LONG_ENOUGH_TO_READ = 4000; // milliseconds

interface Props<T> {
  form: Form<T>;
  /** Says that there is something to save even if nothing was typed, as of a new thing. */
  always?: boolean;
  label?: string;
  onSaved?: () => void;
}

/** Stands below a form as long as something is not saved, and says for a moment that it is. */
export function SaveBar<T>({ form, always = false, label, onSaved }: Props<T>) {
  const [saved, setSaved] = useState(false);
  const save = async () => {
    if (!(await form.save())) return;
    setSaved(true);
    onSaved?.();
  };
  useEffect(() => {
    if (!saved) return;
    const timer = setTimeout(() => setSaved(false), LONG_ENOUGH_TO_READ);
    return () => clearTimeout(timer);
  }, [saved]);
  if (form.dirty || always) return <Bar form={form} label={label} save={() => void save()} />;
  return <div role="status" className={classes.saved}>{saved && <Saved />}</div>;
}

function Saved() {
  return (
    <Group className={classes.bar!} data-floating justify="flex-start" gap={6}>
      <IconCheck size={16} color="var(--mantine-color-teal-filled)" aria-hidden />
      <Text size="sm" fw={500}>
        {t('common.saved')}
      </Text>
    </Group>
  );
}

function Bar<T>({ form, label = t('common.save'), save }: { form: Form<T>; label: string | undefined; save: () => void }) {
  useActions([{ id: 'save', label, group: 'app', keys: ['mod+s'], run: save }]);
  return (
    <div className={classes.bar} data-floating={form.dirty || undefined} role="group" aria-label={label}>
      <Text size="sm" fw={500} role="status" hidden={!form.dirty}>
        {form.dirty && t('common.unsaved')}
      </Text>
      <Group gap="xs" wrap="nowrap">
        {form.dirty && (
          <Button variant="subtle" color="gray" onClick={form.discard} disabled={form.saving}>
            {t('common.discard')}
          </Button>
        )}
        <Button onClick={save} loading={form.saving}>
          {label}
        </Button>
      </Group>
    </div>
  );
}

import { Button, Group, Text } from '@mantine/core';
import { useActions } from '../../actions/registry';
import { done } from '../../parts/toast';
import { t } from '../../texts/words';
import classes from './form.module.css';
import type { Form } from './useForm';

interface Props<T> {
  form: Form<T>;
  /** Says that there is something to save even if nothing was typed, as of a new thing. */
  always?: boolean;
  label?: string;
  onSaved?: () => void;
}

/** Stands below a form as long as something is not saved. */
export function SaveBar<T>({ form, always = false, ...more }: Props<T>) {
  return form.dirty || always ? <Bar form={form} {...more} /> : null;
}

function Bar<T>({ form, label, onSaved }: Omit<Props<T>, 'always'>) {
  const save = async () => {
    if (!(await form.save())) return;
    done(t('common.saved'));
    onSaved?.();
  };
  useActions([{ id: 'save', label: label ?? t('settings.save_changes'), group: 'app', keys: ['mod+s'], run: () => void save() }]);
  return (
    <div className={classes.bar} data-floating={form.dirty || undefined} role="group" aria-label={label ?? t('settings.save_changes')}>
      <Text size="sm" fw={500} role="status" hidden={!form.dirty}>
        {form.dirty && t('settings.unsaved')}
      </Text>
      <Group gap="xs" wrap="nowrap">
        {form.dirty && (
          <Button variant="subtle" color="gray" onClick={form.discard} disabled={form.saving}>
            {t('settings.discard')}
          </Button>
        )}
        <Button onClick={() => void save()} loading={form.saving}>
          {label ?? t('common.save')}
        </Button>
      </Group>
    </div>
  );
}

import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useIsAdmin } from '../api/queries';
import { Refused, told } from '../api/refused';
import { useFocusBack } from '../parts/useFocusBack';
import { t } from '../texts/words';
import type { Named } from './keeping';

interface FormProps {
  title: string;
  before?: Named;
  save: (view: Named) => Promise<void>;
  onClose: () => void;
}

export default function ViewForm({ title, before, save, onClose }: FormProps) {
  useFocusBack();
  const admin = useIsAdmin();
  const [name, setName] = useState(before?.name ?? '');
  const [shared, setShared] = useState(before?.shared ?? false);
  const [error, setError] = useState('');
  const [saving, setSaving] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSaving(true);
    try {
      await save({ name: name.trim(), shared });
      onClose();
    } catch (refusal) {
      setError((refusal instanceof Refused && refusal.fields.name) || told(refusal));
      setSaving(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={title}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <TextInput
            label={t('inbox.view_name')}
            placeholder={t('inbox.view_name_example')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={error}
            maxLength={100}
            data-autofocus
          />
          {admin && (
            <Checkbox
              label={t('inbox.view_shared')}
              description={t('inbox.view_shared_text')}
              checked={shared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" disabled={!name.trim()} loading={saving}>
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

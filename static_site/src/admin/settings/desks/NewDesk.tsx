import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import { Refused } from '../../api/refused';
import { done, failed } from '../../parts/toast';
import { t, useLanguage } from '../../texts/words';
import { addDesk } from '../api';
import { besideField } from '../../parts/taken';

export function NewDesk({ opened, close }: { opened: boolean; close: () => void }) {
  return (
    <Modal opened={opened} onClose={close} title={t('settings.add_desk')}>
      <Fields close={close} />
    </Modal>
  );
}

/** As little as a desk needs; the rest is set on its page. */
function Fields({ close }: { close: () => void }) {
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [busy, setBusy] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [, go] = useLocation();
  const language = useLanguage();
  const add = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const desk = await addDesk({ name, language, addresses: address.trim() ? [address] : [] });
      close();
      go(`/settings/desks/${desk.id}`);
      done(t('settings.desk_added'));
    } catch (refused) {
      setBusy(false);
      const error = besideField(refused, 'addresses', t('settings.address_taken'));
      const fields = error instanceof Refused ? error.fields : {};
      setErrors(fields);
      if (Object.keys(fields).length === 0) failed(error);
    }
  };
  return (
    <form onSubmit={(event) => void add(event)} noValidate>
      <Stack>
        <TextInput
          label={t('settings.name')}
          description={t('settings.desk_name_text')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errors.name}
          required
          data-autofocus
        />
        <TextInput
          type="email"
          label={t('settings.address')}
          description={t('settings.new_address_text')}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          error={errors.addresses}
          placeholder="support@example.com"
        />
        <Group justify="flex-end">
          <Button variant="subtle" color="gray" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={busy} disabled={!name.trim()}>
            {t('settings.add_desk')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useDesks } from '../../api/queries';
import { t } from '../../texts/words';

interface Props {
  opened: boolean;
  close: () => void;
  choose: (desk: string) => void;
}

/** For mail that was to no desk. */
export function ChooseDesk({ opened, close, choose }: Props) {
  const desks = useDesks();
  const [desk, setDesk] = useState<string | null>(desks[0]?.id ?? null);
  const take = () => {
    close();
    if (desk) choose(desk);
  };
  return (
    <Modal opened={opened} onClose={close} title={t('settings.do_ticket')}>
      <Stack>
        <Text size="sm">{t('settings.which_desk')}</Text>
        <Select
          label={t('settings.desk')}
          data={desks.map(({ id, name }) => ({ value: id, label: name }))}
          value={desk}
          onChange={setDesk}
          allowDeselect={false}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="subtle" color="gray" onClick={close}>
            {t('common.cancel')}
          </Button>
          <Button onClick={take} disabled={!desk}>
            {t('settings.do_ticket')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useLocation } from 'wouter';
import { done, failed } from '../parts/toast';
import { t } from '../texts/words';
import { removeCustomer } from './api';

export function Remove({ id, name }: { id: string; name: string }) {
  const [asking, { open, close }] = useDisclosure();
  const [, go] = useLocation();
  const remove = () =>
    removeCustomer(id).then(() => {
      go('/customers');
      done(t('people.removed', { name }));
    }, failed);
  return (
    <>
      <Button variant="subtle" color="red" onClick={open}>
        {t('common.delete')}
      </Button>
      <Modal
        opened={asking}
        onClose={close}
        title={t('people.remove_title', { name })}
      >
        <Stack>
          <Text size="sm">{t('people.remove_text')}</Text>
          <Group justify="flex-end">
            <Button variant="subtle" color="gray" onClick={close} data-autofocus>
              {t('common.cancel')}
            </Button>
            <Button color="red" onClick={() => void remove()}>
              {t('common.delete')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

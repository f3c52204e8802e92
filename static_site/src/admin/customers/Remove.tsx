import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useLocation } from 'wouter';
import { Confirm } from '../parts/Confirm';
import { done } from '../parts/toast';
import { t } from '../texts/words';
import { removeCustomer } from './api';

export function Remove({ id, name }: { id: string; name: string }) {
  const [asking, { open, close }] = useDisclosure();
  const [, go] = useLocation();

  const remove = async () => {
    await removeCustomer(id);
    go('/customers');
    done(t('people.removed', { name }));
  };

  return (
    <>
      <Button variant="subtle" color="red" onClick={open}>
        {t('common.delete')}
      </Button>
      <Confirm
        opened={asking}
        close={close}
        title={t('people.remove_title', { name })}
        text={t('people.remove_text')}
        act={t('common.delete')}
        run={remove}
        danger
      />
    </>
  );
}

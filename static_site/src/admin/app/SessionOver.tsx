import { Button, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { queryClient } from '../api/queries';
import { currentSession, sessionIsOver } from '../auth/current';
import { t } from '../texts/words';

/** Lies over the page until the operator has signed in again; beneath it nothing is lost. */
export default function SessionOver() {
  const [blocked, setBlocked] = useState(false);
  const again = async () => {
    try {
      await currentSession().signInAgain();
      sessionIsOver(false);
      void queryClient.invalidateQueries();
    } catch {
      setBlocked(true);
    }
  };
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} title={t('shell.session_over')}>
      <Stack>
        <Text>{t('shell.session_over_text')}</Text>
        {blocked && (
          <Text c="red" role="alert">
            {t('shell.popup_blocked')}
          </Text>
        )}
        <Button onClick={() => void again()}>{t('shell.sign_in')}</Button>
      </Stack>
    </Modal>
  );
}

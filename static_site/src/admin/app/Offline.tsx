import { Alert } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconCloudOff } from '@tabler/icons-react';
import { t } from '../texts/words';

export function Offline() {
  if (useNetwork().online) return null;
  return (
    <Alert color="yellow" variant="light" radius={0} icon={<IconCloudOff />} role="status">
      {t('shell.you_are_offline')}
    </Alert>
  );
}

import { Text } from '@mantine/core';
import { useMe } from '../../api/queries';
import { t } from '../../texts/words';
import { PageHead } from '../form/Layout';

export function ProfilePage() {
  const { operator } = useMe();
  return (
    <>
      <PageHead title={t('settings.profile')} text={t('settings.profile_text')} />
      <Text>{operator.name}</Text>
    </>
  );
}

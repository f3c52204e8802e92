import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Confirm } from '../../parts/Confirm';
import { done, failed } from '../../parts/toast';
import { Time } from '../../parts/Time';
import { t } from '../../texts/words';
import { dropPreviousSecret, renewSecret, type Desk } from '../api';
import { Code } from '../form/Code';
import { Part } from '../../parts/Layout';

/** Signs who a visitor of the site is. */
export function WidgetSecret({ desk }: { desk: Desk }) {
  const [told, setTold] = useState('');
  const [asked, setAsked] = useState(false);
  const [since, before] = desk.widget_secret_since;
  const renew = () => renewSecret(desk.id).then(setTold);
  const drop = () => dropPreviousSecret(desk.id).then(() => void done(t('settings.secret_dropped')), failed);
  return (
    <Part title={t('settings.secret')} text={t('settings.secret_text')}>
      <Text size="sm">
        {since ? (
          <>
            {t('settings.secret_since')} <Time iso={since} />.{' '}
          </>
        ) : (
          t('settings.secret_none')
        )}
        {before && (
          <>
            {t('settings.secret_before')} <span id="two-secrets">{t('settings.secret_two')}</span>
          </>
        )}
      </Text>
      <Group gap="xs">
        <Button
          variant="light"
          disabled={!!before}
          aria-describedby={before && 'two-secrets'}
          onClick={() => (since ? setAsked(true) : void renew().catch(failed))}
        >
          {t(since ? 'settings.secret_renew' : 'settings.secret_make')}
        </Button>
        {before && (
          <Button variant="subtle" color="red" onClick={() => void drop()}>
            {t('settings.secret_drop')}
          </Button>
        )}
      </Group>
      <Confirm
        opened={asked}
        close={() => setAsked(false)}
        title={t('settings.secret_renew_title')}
        text={t('settings.secret_renew_text')}
        act={t('settings.secret_renew')}
        run={renew}
      />
      <Modal
        opened={told !== ''}
        onClose={() => setTold('')}
        title={t('settings.secret_new')}
        closeOnClickOutside={false}
      >
        <Stack>
          <Text size="sm">{t('settings.secret_once')}</Text>
          <Code label={t('settings.secret')}>{told}</Code>
          {before && <Text size="sm">{t('settings.secret_renewed')}</Text>}
          <Group justify="flex-end">
            <Button onClick={() => setTold('')}>{t('settings.secret_kept')}</Button>
          </Group>
        </Stack>
      </Modal>
    </Part>
  );
}

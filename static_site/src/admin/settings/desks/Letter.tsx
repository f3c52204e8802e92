import { Group, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { t } from '../../texts/words';
import { MailHtml } from '../form/MailHtml';
import classes from './desks.module.css';

/** A mail as it would arrive. `stale`: the text has a mistake since. */
export function Letter({ letter, stale }: { letter: Schemas['Letter']; stale: boolean }) {
  const [shown, setShown] = useState('html');
  return (
    <section aria-label={t('settings.preview')} className={classes.preview}>
      <Group justify="space-between" mb={6}>
        <Text size="sm" fw={500}>
          {t(stale ? 'settings.preview_stale' : 'settings.preview')}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label={t('settings.preview')}
          value={shown}
          onChange={setShown}
          data={[
            { value: 'html', label: t('settings.as_html') },
            { value: 'text', label: t('settings.as_text') },
          ]}
        />
      </Group>
      <div className={classes.letter} style={stale ? { opacity: 0.7 } : {}}>
        <p className={classes.subject}>
          <Text span size="sm" fw={600}>
            {letter.subject}
          </Text>
        </p>
        {shown === 'html' ? <MailHtml html={letter.html} title={t('settings.preview')} /> : <pre className={classes.plain}>{letter.text}</pre>}
      </div>
    </section>
  );
}

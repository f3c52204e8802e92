import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { t } from '../../texts/words';
import { Code } from '../form/Code';
import { Part } from '../../parts/Layout';

type Language = Schemas['TokenCode']['language'];

const NAMES: Record<Language, string> = { python: 'Python', node: 'Node.js', php: 'PHP', ruby: 'Ruby' };

/** How the site's server signs who is signed in there. */
export function TokenCode({ samples }: { samples: readonly Schemas['TokenCode'][] }) {
  const [chosen, choose] = useState<Language>('python');
  const code = samples.find(({ language }) => language === chosen)?.code;
  return (
    <Part title={t('settings.token_code')} text={t('settings.token_code_text')}>
      <SegmentedControl<Language>
        aria-label={t('settings.token_code_language')}
        value={chosen}
        onChange={choose}
        data={samples.map(({ language }) => ({ value: language, label: NAMES[language] }))}
        style={{ alignSelf: 'start' }}
      />
      {code && <Code label={t('settings.token_code')} program>{code.trimEnd()}</Code>}
    </Part>
  );
}

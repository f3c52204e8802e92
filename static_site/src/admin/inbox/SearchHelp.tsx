import { Text } from '@mantine/core';
import { t, type Key } from '../texts/words';
import classes from './head.module.css';

const OPERATORS: readonly (readonly [string, Key])[] = [
  ['printer fir', 'inbox.help_words'],
  ['"on fire"', 'inbox.help_phrase'],
  ['-smoke  -"no answer"', 'inbox.help_without'],
  ['from:ada', 'inbox.help_from'],
  ['status:open', 'inbox.help_status'],
  ['tag:vip  desk:"Sales Team"', 'inbox.help_tag'],
  ['after:2026-01  before:2026-02-15', 'inbox.help_dates'],
  ['SUP-1042', 'inbox.help_number'],
];

export default function SearchHelp() {
  return (
    <>
      <Text fw={600} size="sm" mb={8}>
        {t('inbox.help_title')}
      </Text>
      <dl className={classes.help}>
        {OPERATORS.map(([example, meaning]) => (
          <div key={example}>
            <dt>
              <code>{example}</code>
            </dt>
            <dd>{t(meaning)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

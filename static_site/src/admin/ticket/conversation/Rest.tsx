import { Button } from '@mantine/core';
import { t } from '../../texts/words';
import classes from './Conversation.module.css';
import type { Whole } from './whole';

/** Below a message that does not end there. */
export function Rest({ message, show, asking, error }: Whole) {
  if (!message.cut) return null;
  return (
    <p className={classes.rest} role={error ? 'alert' : undefined}>
      <span>{t(error ? 'talk.no_rest' : show ? 'talk.cut' : 'talk.ends_here')}</span>
      {show && (
        <Button size="compact-xs" variant="subtle" loading={asking} onClick={show}>
          {t('talk.show_whole')}
        </Button>
      )}
    </p>
  );
}

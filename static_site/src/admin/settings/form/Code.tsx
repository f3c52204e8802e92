import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { t } from '../../texts/words';
import classes from './form.module.css';

interface Props {
  children: string;
  label: string;
  /** Its lines stay as they are. */
  program?: boolean;
}

/** Something to take along as it is. */
export function Code({ children, label, program = false }: Props) {
  return (
    <pre className={classes.code} aria-label={label} role="group">
      {program ? (
        <code className={classes.program} tabIndex={0} dir="ltr">
          {children}
        </code>
      ) : (
        <code>{children}</code>
      )}
      <CopyButton value={children}>
        {({ copied, copy }) => (
          <Tooltip label={t(copied ? 'common.copied' : 'common.copy')}>
            <ActionIcon className={classes.copy!} size="lg" onClick={copy} aria-label={t(copied ? 'common.copied' : 'common.copy')}>
              {copied ? <IconCheck size={18} /> : <IconCopy size={18} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </pre>
  );
}

import { ActionIcon, Anchor, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { t } from '../../texts/words';
import classes from './SidePanel.module.css';

/** A value with a button that copies it. `label` tells what it is, to those who don't see the icon. */
export function Copyable({ icon, label, value, href }: { icon: ReactNode; label: string; value: string; href?: string }) {
  return (
    <div className={classes.copyable}>
      <span className={classes.dimmed} title={label} style={{ display: 'flex' }}>
        {icon}
      </span>
      <span>
        <span className="unseen">{label}: </span>
        {href ? (
          <Anchor href={href} size="sm" c="inherit">
            {value}
          </Anchor>
        ) : (
          value
        )}
      </span>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <ActionIcon
            className={copied ? undefined! : classes.copy!}
            onClick={copy}
            aria-label={copied ? t('common.copied') : t('ticket.copy_named', { name: label })}
            title={t('common.copy')}
          >
            {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          </ActionIcon>
        )}
      </CopyButton>
    </div>
  );
}

import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './ReplyBox.module.css';

/** Above the text: what the operator has to decide before it goes on. */
export function Notice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.notice} role="alert">
      <Text size="sm" fw={600}>
        {title}
      </Text>
      {children}
    </div>
  );
}

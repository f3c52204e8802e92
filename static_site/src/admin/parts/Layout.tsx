import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import classes from './form.module.css';

interface HeadProps {
  title: string;
  text?: string;
  back?: { href: string; label: string };
  /** What can be done here. */
  children?: ReactNode;
}

export function PageHead({ title, text, back, children }: HeadProps) {
  return (
    <header className={classes.head}>
      {back && (
        <Anchor component={Link} href={back.href} size="sm" className={classes.back!}>
          <IconArrowLeft size={14} aria-hidden />
          {back.label}
        </Anchor>
      )}
      <Group justify="space-between" gap="sm">
        <Title order={1} size="h3" className={classes.title!}>
          {title}
        </Title>
        {children && <Group gap="xs">{children}</Group>}
      </Group>
      {text && (
        <Text size="sm" c="dimmed" maw={640} mt={4}>
          {text}
        </Text>
      )}
    </header>
  );
}

/** Fields that belong together. */
export function Part({ title, text, children }: { title?: string; text?: string; children: ReactNode }) {
  return (
    <Stack component="section" gap="md" maw={640}>
      {title && (
        <div>
          <Title order={2} size="h5">
            {title}
          </Title>
          {text && (
            <Text size="sm" c="dimmed">
              {text}
            </Text>
          )}
        </div>
      )}
      {children}
    </Stack>
  );
}

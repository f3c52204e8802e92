import { Avatar } from '@mantine/core';

const READABLE = ['indigo', 'violet', 'grape', 'pink', 'red']; // WCAG AA in both schemes

/** Initials beside a name. */
export function Face({ name, size = 32 }: { name: string; size?: number }) {
  return <Avatar name={name} color="initials" allowedInitialsColors={READABLE} size={size} aria-hidden />;
}

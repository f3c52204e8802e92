import { Text, Tooltip } from '@mantine/core';
import { IconApi, IconLock, IconMail, IconMessageCircle, IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Time } from '../../parts/Time';
import { t } from '../../texts/words';
import classes from './Conversation.module.css';
import { TrustMark } from './Marks';
import type { Message } from './types';

const CHANNELS = { email: IconMail, widget: IconMessageCircle, panel: IconUser, api: IconApi };

/** Who, by which way, when. */
export function MessageHead({ message, author, children }: { message: Message; author: string; children: ReactNode }) {
  const { email } = message.author;
  return (
    <header className={classes.head}>
      <Text component="bdi" fw={600} size="sm" className={classes.author!}>
        {author}
      </Text>
      {message.kind === 'note' ? <Private /> : email !== author && <Address email={email} />}
      <span className={classes.about}>
        <TrustMark message={message} />
        <Channel message={message} />
        <Text component="span" size="xs" c="dimmed" className={classes.time!}>
          <Time iso={message.created_at} />
        </Text>
        {children}
      </span>
    </header>
  );
}

function Address({ email }: { email: string }) {
  return (
    <Text component="bdi" size="xs" c="dimmed" truncate title={email} className={classes.address!}>
      {email}
    </Text>
  );
}

function Private() {
  return (
    <span className={classes.private}>
      <IconLock size={14} aria-hidden /> {t('talk.note')}
    </span>
  );
}

/** Of operators only what is unusual; of the link its mark tells. */
function Channel({ message: { channel, author } }: { message: Message }) {
  if (channel === 'link' || (author.kind !== 'customer' && channel === 'panel')) return null;
  const Icon = CHANNELS[channel];
  const name = t(`common.channel_${channel}`);
  return (
    <Tooltip label={name}>
      <span role="img" aria-label={name} className={classes.channel}>
        <Icon size={15} aria-hidden />
      </span>
    </Tooltip>
  );
}

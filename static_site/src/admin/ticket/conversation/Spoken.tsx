import { Button } from '@mantine/core';
import { IconRobot } from '@tabler/icons-react';
import { useState } from 'react';
import { Time } from '../../parts/Time';
import { t } from '../../texts/words';
import { authorName } from './authors';
import classes from './Conversation.module.css';
import { MessageCard } from './MessageCard';
import type { Message, Ticket } from './types';

/** What no person wrote takes but one line until somebody wants to read it. */
export function Spoken({ message, ticket }: { message: Message; ticket: Ticket }) {
  const [shown, setShown] = useState(!message.automatic);
  if (shown) return <MessageCard message={message} ticket={ticket} />;
  return (
    <p className={classes.automatic}>
      <IconRobot size={15} aria-hidden />
      <span>
        {t('talk.automatic', { name: authorName(message.author) })} · <Time iso={message.created_at} />
      </span>
      <Button size="compact-xs" variant="subtle" onClick={() => setShown(true)}>
        {t('talk.show')}
      </Button>
    </p>
  );
}

import { ActionIcon, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { t } from '../../texts/words';
import { changeTicket } from '../changing';
import type { Opened } from './opened';
import classes from './TicketHeader.module.css';

export function Subject({ ticket, opened, setOpened }: { ticket: Schemas['Ticket'] } & Opened) {
  if (opened) return <SubjectInput ticket={ticket} leave={() => setOpened(false)} />;
  return (
    <div className={classes.subject}>
      <h1 title={ticket.subject} onDoubleClick={() => setOpened(true)}>
        {ticket.subject || t('ticket.no_subject')}
      </h1>
      <ActionIcon className={classes.pencil!} onClick={() => setOpened(true)} aria-label={t('ticket.edit_subject')} title={t('ticket.edit_subject')}>
        <IconPencil size={16} />
      </ActionIcon>
    </div>
  );
}

/** Enter and going elsewhere keep what was written, Escape does not. */
function SubjectInput({ ticket, leave }: { ticket: Schemas['Ticket']; leave: () => void }) {
  const [subject, setSubject] = useState(ticket.subject);
  const keep = () => {
    leave();
    const written = subject.trim();
    if (written && written !== ticket.subject) void changeTicket(ticket, { subject: written }, t('ticket.said_subject'));
  };
  return (
    <form
      className={classes.subject}
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <TextInput
        flex={1}
        autoFocus
        maxLength={300}
        aria-label={t('ticket.subject')}
        value={subject}
        onChange={(event) => setSubject(event.currentTarget.value)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={keep}
        onKeyDown={(event) => event.key === 'Escape' && leave()}
      />
    </form>
  );
}

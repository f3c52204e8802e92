import { Avatar } from '@mantine/core';
import { IconRobot } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { Link } from 'wouter';
import { t } from '../../texts/words';
import { authorName } from './authors';
import classes from './Conversation.module.css';
import { Files } from './Files';
import { withoutInline } from './files';
import { Doubts, DeliveryMark } from './Marks';
import { MessageHead } from './MessageHead';
import { MessageMenu } from './MessageMenu';
import { Rest } from './Rest';
import { Said } from './Said';
import { SendingSoon } from './SendingSoon';
import { chosenIn } from './selection';
import type { Message, Ticket } from './types';
import { useTakeBackUntil } from './takeBackUntil';
import { Undelivered } from './Undelivered';
import { useView } from './view';
import { useWhole } from './whole';

/** Whose it is: the paper that it stands on. */
function paper({ kind, author, automatic }: Message): string {
  if (kind === 'note') return 'note';
  if (automatic || author.kind === 'system') return 'automatic';
  return author.kind === 'customer' ? 'customer' : 'ours';
}

export function MessageCard({ message: shown, ticket }: { message: Message; ticket: Ticket }) {
  const article = useRef<HTMLElement>(null);
  const [menu, setMenu] = useState(false);
  const whole = useWhole(shown);
  const { message } = whole;
  const view = useView(message);
  const leavesImagesOut = view.shown === 'text' && view.mail?.richer;
  const author = authorName(message.author);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
    event.preventDefault();
    setMenu(true);
  };
  return (
    <article ref={article} className={classes.message} data-paper={paper(message)} data-message={message.id} tabIndex={-1} onKeyDown={onKeyDown} aria-label={t('talk.message_of', { name: author })}>
      <Face message={message} author={author} />
      <div className={classes.paper}>
        <MessageHead message={message} author={author}>
          <MessageMenu
            message={message}
            ticket={ticket}
            author={author}
            opened={menu}
            setOpened={setMenu}
            chosen={() => chosenIn(article.current) || message.text}
            view={view.switchable ? view.shown : null}
            switchView={view.toggle}
          />
        </MessageHead>
        <Doubts message={message} />
        <Said key={`${message.cut}`} message={message} ticketId={ticket.id} author={author} view={view} />
        <Rest {...whole} />
        <Files files={leavesImagesOut ? message.attachments : withoutInline(message)} ticketId={ticket.id} />
        <Undelivered message={message} ticket={ticket} />
        <Foot message={message} ticket={ticket} />
      </div>
    </article>
  );
}

function Face({ message: { automatic, author }, author: name }: { message: Message; author: string }) {
  const nobody = automatic || author.kind === 'system';
  return (
    <Avatar className={classes.face!} size={32} radius="xl" color={author.kind === 'customer' ? 'gray' : 'indigo'} variant="filled" aria-hidden>
      {nobody ? <IconRobot size={18} /> : initials(name)}
    </Avatar>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s@._-]+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase();
}

/** How far it has come, and of which ticket it is where others were merged into this one. */
function Foot({ message, ticket }: { message: Message; ticket: Ticket }) {
  const until = useTakeBackUntil(message, ticket);
  const from = ticket.merged?.find(({ id }) => id === message.ticket_id);
  const answered = message.author.kind === 'operator' && message.kind === 'public';
  if (!from && !(answered && message.delivery !== 'none')) return null;
  return (
    <footer className={classes.foot}>
      {from && (
        <Link href={`/tickets/${from.id}`} title={from.subject}>
          {t('talk.merged_from', { number: from.number })}
        </Link>
      )}
      <span className={classes.delivery}>
        {message.delivery === 'queued' && until ? <SendingSoon message={message} ticketId={ticket.id} until={until} /> : <DeliveryMark delivery={message.delivery} />}
      </span>
    </footer>
  );
}

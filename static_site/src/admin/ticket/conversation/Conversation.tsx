import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useEffect, useRef, useState, useTransition } from 'react';
import type { Schemas } from '../../api/client';
import { useMe } from '../../api/queries';
import { t } from '../../texts/words';
import classes from './Conversation.module.css';
import { entries, middle, type Entry } from './entries';
import { EventLine } from './EventLine';
import { Spoken } from './Spoken';
import { useMoving } from './moving';
import { Relations } from './Relations';
import { useReading } from './reading';
import type { Ticket } from './types';

/** What was said, and between it what was done, oldest first. */
export function Conversation({ ticket }: { ticket: Schemas['Conversation'] }) {
  const all = entries(ticket);
  const [hidden, setHidden] = useState(() => middle(all));
  const me = useMe().operator;
  const newest = ticket.messages.at(-1);
  const reading = useReading(ticket.messages.length, newest?.author.email === me.email);
  useMoving(reading.talk);
  const unfolded = useRef('');
  useEffect(() => {
    if (unfolded.current) reading.talk.current?.querySelector<HTMLElement>(`[data-message="${unfolded.current}"]`)?.focus({ preventScroll: true });
  }, [hidden]);
  const unfold = () => {
    unfolded.current = all.find((each) => 'message' in each && hidden.has(each.id))?.id ?? '';
    setHidden(new Set());
  };
  return (
    <section className={classes.column} aria-label={t('talk.conversation')}>
      <Relations ticket={ticket} />
      <div ref={reading.talk} className={classes.talk}>
        <ol className={classes.entries}>
          {ticket.left_out > 0 && <li className={classes.leftOut}>{t('talk.left_out', { count: ticket.left_out })}</li>}
          {all.map((entry, at) => (
            <Line key={entry.id} entry={entry} ticket={ticket} hidden={hidden} isFirstHidden={hidden.has(entry.id) && !hidden.has(all[at - 1]?.id ?? '')} show={unfold} all={all} />
          ))}
        </ol>
      </div>
      {reading.below > 0 && (
        <Button className={classes.below!} size="compact-sm" radius="xl" leftSection={<IconArrowDown size={14} />} onClick={reading.toNewest}>
          {t('talk.new_below', { count: reading.below })}
        </Button>
      )}
    </section>
  );
}

interface LineProps {
  entry: Entry;
  ticket: Ticket;
  hidden: ReadonlySet<string>;
  isFirstHidden: boolean;
  show: () => void;
  all: readonly Entry[];
}

function Line({ entry, ticket, hidden, isFirstHidden, show, all }: LineProps) {
  if (isFirstHidden) {
    return <Fold count={all.filter((each) => 'message' in each && hidden.has(each.id)).length} show={show} />;
  }
  if (hidden.has(entry.id)) return null;
  return <li>{'message' in entry ? <Spoken message={entry.message} ticket={ticket} /> : <EventLine events={entry.events} ticket={ticket} />}</li>;
}

/** Hundreds of messages take a moment to draw. */
function Fold({ count, show }: { count: number; show: () => void }) {
  const [drawing, start] = useTransition();
  return (
    <li className={classes.fold}>
      <Button variant="default" size="compact-sm" radius="xl" loading={drawing} onClick={() => start(show)}>
        {t('talk.show_earlier', { count })}
      </Button>
    </li>
  );
}

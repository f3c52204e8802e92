import { Button } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { askAgain } from '../../api/cache';
import { t } from '../../texts/words';
import { takeBack } from '../takingBack';
import classes from './Marks.module.css';
import type { Message } from './types';

const SECOND = 1000;
const UNTIL_SENT = 3 * SECOND;

interface Props {
  message: Message;
  ticketId: string;
  until: number;
}

/** "Sending in 8 s · Undo": for as long as the desk's answers wait before they leave. */
export function SendingSoon({ message, ticketId, until }: Props) {
  const left = useSecondsUntil(until);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (left > 0) return;
    const timer = setTimeout(() => askAgain(ticketId), UNTIL_SENT);
    return () => clearTimeout(timer);
  }, [left, ticketId]);
  if (left <= 0) return <Line text={t('talk.delivery_queued')} />;
  const undo = async () => {
    setBusy(true);
    await takeBack(message.ticket_id ?? ticketId, message.id);
    setBusy(false);
  };
  return (
    <>
      <Line text={t('talk.sending_in', { count: left })} />
      <Button size="compact-xs" variant="light" loading={busy} onClick={() => void undo()}>
        {t('common.undo')}
      </Button>
    </>
  );
}

function Line({ text }: { text: string }) {
  return (
    <span className={classes.mark}>
      <IconClock size={15} aria-hidden />
      {text}
    </span>
  );
}

export function useSecondsUntil(until: number): number {
  const [now, setNow] = useState(Date.now);
  const left = Math.max(0, Math.ceil((until - now) / SECOND));
  useEffect(() => {
    if (!left) return;
    const timer = setTimeout(() => setNow(Date.now()), SECOND);
    return () => clearTimeout(timer);
  }, [left, now]);
  return left;
}

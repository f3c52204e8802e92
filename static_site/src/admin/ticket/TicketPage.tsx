import '../app/mantine-ticket.css';
import { SegmentedControl } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTitle } from '../app/news';
import { listed } from '../api/cache';
import type { Schemas } from '../api/client';
import { ticketQuery } from '../api/queries';
import { Broken, Loading } from '../parts/States';
import { t } from '../texts/words';
import { ReplyBox } from '../writing/ReplyBox';
import { Conversation } from './conversation/Conversation';
import { usePresence } from './head/presence';
import { Writing } from './head/Present';
import { useRead } from './head/reading';
import { TicketHeader } from './head/TicketHeader';
import { SidePanel } from './side/SidePanel';
import classes from './TicketPage.module.css';

/** A ticket that was in a list is painted from there at once, its conversation as soon as it comes. */
export default function TicketPage({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(ticketQuery(id));
  const head: Schemas['Ticket'] | undefined = data ?? listed(id);
  useTitle(head ? `${head.number} ${head.subject}` : '');
  const again = () => void refetch();
  if (head) return <Shown head={head} data={data} error={error} again={again} />;
  return error ? <Broken whole error={error} retry={again} /> : <Loading />;
}

interface Props {
  head: Schemas['Ticket'];
  data: Schemas['Conversation'] | undefined;
  error: Error | null;
  again: () => void;
}

function Shown({ head, data, error, again }: Props) {
  const [pane, setPane] = useState<Pane>('talk');
  const [wide, setWide] = useLocalStorage({ key: 'deskhand.details', defaultValue: true, getInitialValueInEffect: false });
  const others = usePresence(head.id);
  useRead(data);
  const toggle = () => {
    setWide(!wide);
    setPane(pane === 'talk' ? 'details' : 'talk');
  };
  return (
    <div className={classes.page}>
      <TicketHeader ticket={head} others={others} details={{ shown: wide, toggle }} />
      <PaneSwitch pane={pane} setPane={setPane} />
      <div className={classes.columns} data-pane={pane} data-details={wide}>
        <div className={classes.talk}>
          {data ? <Conversation ticket={data} /> : error ? <Broken error={error} retry={again} /> : <Loading />}
          <Writing others={others} />
          {data && <ReplyBox ticket={data} />}
        </div>
        <div className={classes.side}>
          <SidePanel ticket={head} conversation={data} />
        </div>
      </div>
    </div>
  );
}

type Pane = 'talk' | 'details';

/** Where there is no room for both. */
function PaneSwitch({ pane, setPane }: { pane: Pane; setPane: (pane: Pane) => void }) {
  return (
    <SegmentedControl
      className={classes.switch!}
      fullWidth
      aria-label={t('ticket.shown_part')}
      value={pane}
      onChange={setPane}
      data={[
        { value: 'talk', label: t('ticket.conversation') },
        { value: 'details', label: t('ticket.details') },
      ]}
    />
  );
}

import '../app/mantine-more.css';
import { useQuery } from '@tanstack/react-query';
import { useTitle } from '../app/news';
import { listed } from '../api/cache';
import type { Schemas } from '../api/client';
import { ticketQuery } from '../api/queries';
import { Broken, Loading } from '../parts/States';
import { ReplyBox } from '../writing/ReplyBox';
import { Conversation } from './conversation/Conversation';
import { TicketHeader } from './head/TicketHeader';
import { SidePanel } from './side/SidePanel';
import classes from './TicketPage.module.css';

/** A ticket that was in a list is painted from there at once, its conversation as soon as it comes. */
export default function TicketPage({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(ticketQuery(id));
  const head: Schemas['Ticket'] | undefined = data ?? listed(id);
  useTitle(head ? `${head.number} ${head.subject}` : '');
  if (!head) return error ? <Broken error={error} retry={() => void refetch()} /> : <Loading />;
  return (
    <div className={classes.page}>
      <TicketHeader ticket={head} />
      <div className={classes.columns}>
        <div className={classes.talk}>
          {data ? <Conversation ticket={data} /> : error ? <Broken error={error} retry={() => void refetch()} /> : <Loading />}
          {data && <ReplyBox ticket={data} />}
        </div>
        <SidePanel ticket={head} conversation={data} />
      </div>
    </div>
  );
}

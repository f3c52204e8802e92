import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useLayoutEffect, useMemo, useRef, useState, type UIEvent } from 'react';
import { useLocation } from 'wouter';
import { useActions } from '../actions/registry';
import { useThisList } from '../app/cameFrom';
import { Broken } from '../parts/States';
import { t } from '../texts/words';
import type { Asking } from './asking';
import type { Choice } from './BulkBar';
import { Chips } from './Chips';
import { useShownColumns } from './columns';
import { useCursor } from './cursor';
import { useDoing } from './doing';
import { Foot } from './Foot';
import { Header } from './Header';
import { listQuery, useList } from './list';
import { useLive } from './live';
import { useUnread } from './marks';
import { wordsOf } from './Marked';
import { useFoundNames, WithNames } from './names';
import { Nothing } from './Nothing';
import { usePointing } from './pointing';
import { placeIn, rememberPlace } from './remembered';
import { queryRefused, Said } from './Said';
import { useSelection } from './selecting';
import { TicketItems, TicketTable } from './TicketTable';
import { Waiting } from './Waiting';
import classes from './rows.module.css';
import head from './head.module.css';

const BulkBar = lazy(() => import('./BulkBar'));
const PHONE = '(max-width: 48em)';

export function Tickets({ asking }: { asking: Asking }) {
  const { question, view } = asking;
  const key = `${view.id} ${JSON.stringify(question)}`;
  const area = useRef<HTMLDivElement>(null);
  const list = useList(question);
  const { rows } = list;
  useThisList(listQuery(question).queryKey);
  const live = useLive(question, () => (area.current?.scrollTop ?? 0) < 8);
  const cursor = useCursor(key, rows, area);
  const selection = useSelection(rows);
  const [choice, choose] = useState<Choice | null>(null);
  const doing = useDoing(selection.clear);
  const pointing = usePointing(cursor, selection);
  const phone = useMediaQuery(PHONE, false, { getInitialValueInEffect: false });
  const columns = useShownColumns(question);
  const words = useMemo(() => wordsOf(question.q), [question.q]);
  const isUnread = useUnread();
  const names = useFoundNames();
  const ready = list.data !== undefined && !list.old;
  usePlace(key, area, ready);
  useKeys({ asking, cursor, selection, doing, choose });

  const showNews = () => {
    live.show();
    area.current?.scrollTo({ top: 0 });
  };
  const onScroll = (event: UIEvent<HTMLDivElement>) => {
    if (ready) rememberPlace(key, { top: event.currentTarget.scrollTop });
  };
  const listed = { rows, words, isUnread, cursor, selection };
  return (
    <WithNames value={names}>
      <Header asking={asking} rows={rows} all={!list.hasNextPage} refused={queryRefused(list.error) !== undefined} toList={() => cursor.move(0)} />
      <Chips asking={asking} />
      {list.data && <Said asking={asking} error={list.error} note={list.note} old={list.old} retry={() => void list.refetch()} />}
      <div className={classes.frame}>
        <div className={classes.area} ref={area} onScroll={onScroll} {...pointing}>
          {!list.data && (list.isError ? <Unlisted list={list} asking={asking} /> : <Waiting />)}
          {list.data && rows.length > 0 && (
            <div className={list.old ? classes.waiting : undefined} aria-busy={list.old}>
              {phone ? <TicketItems {...listed} /> : <TicketTable {...listed} columns={columns} asking={asking} />}
            </div>
          )}
          {list.data && rows.length === 0 && !list.old && !list.isError && !list.hasNextPage && <Nothing asking={asking} />}
          {list.data && (rows.length > 0 || list.hasNextPage) && <Foot list={list} area={area} />}
        </div>
        {live.coming > 0 && (
          <Button className={head.news!} size="compact-sm" radius="xl" onClick={showNews}>
            {t('inbox.came_in', { count: live.coming })}
          </Button>
        )}
        <Suspense>{selection.rows.length > 0 && <BulkBar selection={selection} doing={doing} known={rows} choice={choice} choose={choose} />}</Suspense>
      </div>
    </WithNames>
  );
}

function Unlisted({ list, asking }: { list: ReturnType<typeof useList>; asking: Asking }) {
  const retry = () => void list.refetch();
  if (queryRefused(list.error)) return <Said asking={asking} error={list.error} note="" old={false} retry={retry} />;
  return <Broken error={list.error} retry={retry} />;
}

/** Each list is where it was left. */
function usePlace(key: string, area: React.RefObject<HTMLDivElement | null>, ready: boolean) {
  useLayoutEffect(() => {
    if (ready) area.current?.scrollTo({ top: placeIn(key).top });
  }, [key, area, ready]);
}

interface Keyed {
  asking: Asking;
  cursor: ReturnType<typeof useCursor>;
  selection: ReturnType<typeof useSelection>;
  doing: ReturnType<typeof useDoing>;
  choose: (choice: Choice | null) => void;
}

function useKeys({ asking, cursor, selection, doing, choose }: Keyed) {
  const [, go] = useLocation();
  const { current } = cursor;
  const meant = selection.rows.length > 0 || !current ? selection.rows : [current];
  const pick = (choice: Choice) => {
    if (selection.rows.length === 0 && current) selection.toggle(current.id);
    if (meant.length > 0) choose(choice);
  };
  const clear = () => {
    if (selection.rows.length > 0) selection.clear();
    else if (asking.changed) asking.clear();
  };
  useActions([
    { id: 'next', label: t('inbox.next'), group: 'list', keys: ['j'], quiet: true, run: () => cursor.move(1) },
    { id: 'previous', label: t('inbox.previous'), group: 'list', keys: ['k'], quiet: true, run: () => cursor.move(-1) },
    { id: 'next-arrow', label: t('inbox.next'), group: 'list', keys: ['arrowdown'], quiet: true, run: () => cursor.move(1) },
    { id: 'previous-arrow', label: t('inbox.previous'), group: 'list', keys: ['arrowup'], quiet: true, run: () => cursor.move(-1) },
    { id: 'open', label: t('inbox.open'), group: 'list', keys: ['enter'], quiet: true, run: () => current && go(`/tickets/${current.id}`) },
    { id: 'select', label: t('inbox.select'), group: 'list', keys: ['x'], quiet: true, run: () => current && selection.toggle(current.id) },
    { id: 'select-all', label: t('inbox.select_all'), group: 'list', run: selection.toggleAll },
    { id: 'assign', label: t('inbox.key_assign'), group: 'list', keys: ['a'], run: () => pick('assign') },
    { id: 'status', label: t('inbox.key_status'), group: 'list', keys: ['s'], run: () => pick('status') },
    { id: 'priority', label: t('inbox.key_priority'), group: 'list', run: () => pick('priority') },
    { id: 'tag', label: t('inbox.key_tag'), group: 'list', run: () => pick('tag') },
    { id: 'close', label: t('inbox.key_close'), group: 'list', keys: ['e'], run: () => doing.setStatus(meant, 'closed') },
    { id: 'clear', label: t('inbox.key_clear'), group: 'list', keys: ['escape'], quiet: true, run: clear },
  ]);
}

import { Button } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { useEffect, type RefObject } from 'react';
import { told } from '../api/refused';
import { t } from '../texts/words';
import type { useList } from './list';
import classes from './rows.module.css';

/** Asks for more as it comes near, and by its button; says when that was all. */
export function Foot({ list, area }: { list: ReturnType<typeof useList>; area: RefObject<HTMLElement | null> }) {
  const { rows, partial, old, hasNextPage, isFetchingNextPage, isFetchNextPageError, error, fetchNextPage } = list;
  const { ref, entry } = useIntersection({ root: area.current, rootMargin: '600px 0px' });
  const near = entry?.isIntersecting ?? false;
  const byItself = near && hasNextPage && !isFetchingNextPage && !isFetchNextPageError && !partial && !old;
  useEffect(() => {
    if (byItself) void fetchNextPage();
  }, [byItself, fetchNextPage]);
  return (
    <div className={classes.foot} ref={ref}>
      {isFetchNextPageError && <span role="alert">{told(error)}</span>}
      {hasNextPage && partial && !isFetchingNextPage && <span>{t('inbox.partial')}</span>}
      {hasNextPage ? (
        <Button variant="default" size="compact-sm" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchNextPageError ? t('common.retry') : partial ? t('inbox.look_further') : t('common.more')}
        </Button>
      ) : (
        <span>{t('inbox.that_is_all', { count: rows.length })}</span>
      )}
    </div>
  );
}

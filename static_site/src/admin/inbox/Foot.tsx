import { Button } from '@mantine/core';
import type { RefObject } from 'react';
import { told } from '../api/refused';
import { useEnd } from '../parts/useEnd';
import { t } from '../texts/words';
import type { useList } from './list';
import classes from './rows.module.css';

/** Asks for more as it comes near, and by its button; says when that was all. */
export function Foot({ list, area }: { list: ReturnType<typeof useList>; area: RefObject<HTMLElement | null> }) {
  const { rows, partial, old, hasNextPage, isFetchingNextPage, isFetchNextPageError, error, fetchNextPage } = list;
  const byItself = hasNextPage && !isFetchingNextPage && !isFetchNextPageError && !partial && !old;
  const end = useEnd<HTMLDivElement>(byItself, fetchNextPage, area);
  return (
    <div className={classes.foot} ref={end}>
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

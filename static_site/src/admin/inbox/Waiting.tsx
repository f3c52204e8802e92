import { Skeleton } from '@mantine/core';
import { t } from '../texts/words';
import classes from './waiting.module.css';

const ROWS = 12;

/** Rows as they will stand, so that nothing jumps when they are there. */
export function Waiting() {
  return (
    <div role="status" aria-label={t('common.loading')} className={classes.rows}>
      {Array.from({ length: ROWS }, (_, at) => (
        <div key={at} className={classes.row}>
          <div>
            <Skeleton height={11} width={`${38 + ((at * 17) % 40)}%`} />
            <Skeleton height={8} width={`${50 + ((at * 23) % 35)}%`} mt={9} />
          </div>
          <Skeleton height={9} width={100} visibleFrom="md" />
          <Skeleton height={9} width={56} />
        </div>
      ))}
    </div>
  );
}

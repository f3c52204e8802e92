import { Button } from '@mantine/core';
import { Refused, told } from '../api/refused';
import { t } from '../texts/words';
import type { Asking } from './asking';
import classes from './head.module.css';

/** Why the query can't be read, and at which place of it. */
export function queryRefused(error: unknown): { message: string; position: number | null } | undefined {
  const wrong = error instanceof Refused ? error.problem.errors?.find((each) => each.field === 'q') : undefined;
  return wrong && { message: wrong.message, position: wrong.position ?? null };
}

interface SaidProps {
  asking: Asking;
  error: unknown;
  note: string;
  old: boolean;
  retry: () => void;
}

/** What is to be said about the list, above it. */
export function Said({ asking, error, note, old, retry }: SaidProps) {
  const { q } = asking.question;
  const wrong = queryRefused(error);
  if (wrong) {
    return (
      <div className={classes.said} id="query-refused" role="alert">
        {wrong.position !== null && <Mistake query={q} position={wrong.position} />}
        <span className={classes.wrong}>{wrong.message}</span>
      </div>
    );
  }
  if (error) {
    return (
      <div className={classes.said} role="alert">
        {told(error)}
        <Button variant="light" size="compact-sm" onClick={retry}>
          {t('common.retry')}
        </Button>
      </div>
    );
  }
  if (!note || old) return null;
  return (
    <div className={classes.said} role="status">
      {note}
    </div>
  );
}

function Mistake({ query, position }: { query: string; position: number }) {
  const rest = query.slice(position);
  const end = position + Math.max(1, rest.search(/\s|$/));
  return (
    <code>
      {query.slice(0, position)}
      <mark>{query.slice(position, end) || '␣'}</mark>
      {query.slice(end)}
    </code>
  );
}

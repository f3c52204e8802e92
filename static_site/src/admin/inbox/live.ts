import { useEffect, useState } from 'react';
import { usePulse } from '../api/pulse';
import { countersQuery, queryClient } from '../api/queries';
import { listQuery, pageOf, type Page } from './list';
import { missing, withFirstPage, withNewsOf } from './merging';
import type { Question } from './question';

const OLD = 5000; // milliseconds: whoever comes back from a ticket should not wait for the beat

/** Brings the list up to date with each beat. While the operator reads further down, nothing moves
 * beneath his eyes: what came in is held until he wants to see it. */
export function useLive(question: Question, isAtTop: () => boolean) {
  const [held, setHeld] = useState<Page | null>(null);
  const { queryKey } = listQuery(question);
  const shown = () => queryClient.getQueryData(queryKey);

  const show = (first: Page) => {
    queryClient.setQueryData(queryKey, (pages) => pages && withFirstPage(pages, first, question.sort));
    setHeld(null);
  };
  const hold = (first: Page) => {
    queryClient.setQueryData(queryKey, (pages) => pages && withNewsOf(pages, first));
    setHeld(first);
  };

  const beat = async () => {
    if (question.q) return queryClient.fetchQuery({ ...countersQuery, staleTime: 0 }); // what was found stays as it was found
    const before = shown();
    const first = await pageOf(question, null, undefined, true);
    if (first.counters) queryClient.setQueryData(countersQuery.queryKey, first.counters);
    if (before !== shown()) return; // somebody changed it meanwhile, and will ask again
    if (isAtTop()) show(first);
    else hold(first);
  };
  usePulse(beat);
  useEffect(() => {
    const seen = queryClient.getQueryState(queryKey)?.dataUpdatedAt;
    if (seen && Date.now() - seen > OLD) void beat().catch(() => undefined);
    return () => setHeld(null);
  }, [question]);

  const pages = held && shown();
  return { coming: held && pages ? missing(pages, held) : 0, show: () => held && show(held) };
}

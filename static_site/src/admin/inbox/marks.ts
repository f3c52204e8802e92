import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { marksQuery } from '../api/marks';
import type { Row } from './list';

/** Tells whether the customer wrote something that the operator has not read yet. */
export function useUnread(): (row: Row) => boolean {
  const { data } = useQuery(marksQuery);
  return useCallback((row) => Boolean(data && row.heard_at && row.heard_at > (data.at.get(row.id) ?? data.since)), [data]);
}

import { useEffect } from 'react';
import { answer } from '../../api/client';
import { queryClient } from '../../api/queries';
import { failed } from '../../parts/toast';
import { coming, type ComingTicket } from './coming';

/** Tells that it was read, as it is shown now and whenever something new is shown. */
export function useRead(ticket: ComingTicket | undefined): void {
  const { id, updated_at: at } = ticket ?? {};
  const marks = ticket?.heard_at !== undefined;
  useEffect(() => {
    if (!id || !at || !marks) return;
    const tell = coming.PUT('/api/admin/tickets/{id}/read', { params: { path: { id } }, body: { at } });
    answer(tell).then(() => mark(id, at), () => undefined); // the next one that is shown may fare better
  }, [id, at, marks]);
}

export async function markUnread(id: string): Promise<void> {
  try {
    await answer(coming.DELETE('/api/admin/tickets/{id}/read', { params: { path: { id } } }));
  } catch (error) {
    return failed(error);
  }
  mark(id, '');
}

/** In the marks as the inbox keeps them. */
interface Marks {
  at: Map<string, string>;
  since: string;
}

function mark(id: string, at: string): void {
  queryClient.setQueryData<Marks>(['read'], (marks) => marks && { ...marks, at: new Map(marks.at).set(id, at) });
}

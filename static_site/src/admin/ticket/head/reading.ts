import { useEffect } from 'react';
import { answer, api, type Schemas } from '../../api/client';
import { queryClient } from '../../api/queries';
import { failed } from '../../parts/toast';

/** Tells that it was read, as it is shown now and whenever something new is shown. */
export function useRead(ticket: Schemas['Ticket'] | undefined): void {
  const { id, updated_at: at } = ticket ?? {};
  const marks = ticket?.heard_at !== undefined;
  useEffect(() => {
    if (!id || !at || !marks) return;
    const tell = api.PUT('/api/admin/tickets/{id}/read', { params: { path: { id } }, body: { at } });
    answer(tell).then(() => mark(id, at), () => undefined); // the next one that is shown may fare better
  }, [id, at, marks]);
}

export async function markUnread(id: string): Promise<void> {
  try {
    await answer(api.DELETE('/api/admin/tickets/{id}/read', { params: { path: { id } } }));
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

import { useEffect } from 'react';
import { answer, api, type Schemas } from '../../api/client';
import { showMark } from '../../api/marks';

/** Tells that it was read, as it is shown now and whenever something new is shown. */
export function useRead(ticket: Schemas['Ticket'] | undefined): void {
  const { id, updated_at: at } = ticket ?? {};
  useEffect(() => {
    if (!id || !at) return;
    const tell = api.PUT('/api/admin/tickets/{id}/read', { params: { path: { id } }, body: { at } });
    answer(tell).then(() => showMark(id, at), () => undefined); // the next one that is shown may fare better
  }, [id, at]);
}

export async function markUnread(id: string): Promise<void> {
  await answer(api.DELETE('/api/admin/tickets/{id}/read', { params: { path: { id } } }));
  showMark(id, '');
}

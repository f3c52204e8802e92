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
    answer(tell).then(lookAgain, () => undefined); // the next one that is shown may fare better
  }, [id, at, marks]);
}

export async function markUnread(id: string): Promise<void> {
  try {
    await answer(coming.DELETE('/api/admin/tickets/{id}/read', { params: { path: { id } } }));
  } catch (error) {
    failed(error);
  }
  lookAgain();
}

function lookAgain() {
  void queryClient.invalidateQueries({ queryKey: ['read'] });
}

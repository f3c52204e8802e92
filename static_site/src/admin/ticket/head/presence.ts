import { useEffect, useRef, useState } from 'react';
import { askAgain } from '../../api/cache';
import { answer, api, type Schemas } from '../../api/client';
import { usePulse } from '../../api/pulse';
import { countersQuery, queryClient, ticketQuery } from '../../api/queries';
import { isWriting } from '../../writing/presence';

export type Colleague = Schemas['Colleague'];
type Around = Schemas['Around'] & { counters?: Schemas['Counters'] };

/** Tells colleagues that the ticket is open here and whether an answer is being written, and learns
 * the same of them, and whether the ticket has moved on. */
export function usePresence(id: string): readonly Colleague[] {
  const [others, setOthers] = useState<readonly Colleague[]>([]);
  const told = useRef(false);
  const beat = async () => {
    told.current = isWriting(id);
    setOthers((await tell(id, told.current)).others);
  };
  usePulse(beat);
  useEffect(() => {
    const tellNow = () => void beat().catch(() => undefined); // the pulse comes by anyway
    const look = () => isWriting(id) && !told.current && tellNow();
    const leave = () => void api.DELETE(ROUTE, { ...of(id), keepalive: true }).catch(() => undefined);
    tellNow();
    document.addEventListener('keyup', look);
    window.addEventListener('pagehide', leave);
    return () => {
      document.removeEventListener('keyup', look);
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [id]);
  return others;
}

const ROUTE = '/api/admin/tickets/{id}/presence';
const of = (id: string) => ({ params: { path: { id } } });

async function tell(id: string, writing: boolean): Promise<Around> {
  const around: Around = await answer(api.POST(ROUTE, { ...of(id), body: { writing } }));
  if (around.counters) queryClient.setQueryData(countersQuery.queryKey, around.counters);
  const shown = queryClient.getQueryData(ticketQuery(id).queryKey);
  if (shown && around.version > shown.version) askAgain(id);
  return around;
}

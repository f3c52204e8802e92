import type { components } from '../shared/api';
import { fill } from '../shared/fill';
import { locale, text } from './words';

export type Schemas = components['schemas'];
export type Message = Schemas['PageMessage'];
export type Status = Schemas['Status'];
export type Ticket = Schemas['TicketPage'];

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Partial<Schemas['Problem']>,
    /** When to try again, in seconds, if the API says so. */
    readonly later: number,
  ) {
    super(`${status}`);
  }
}

/** What can be done with one ticket, by its link or in the widget. */
export interface Correspondence {
  comment(said: Schemas['Comment']): Promise<Message>;
  announce(file: Schemas['NewUpload']): Promise<Schemas['Upload']>;
}

/** The token goes into this header and nowhere else: no address, no storage, no log. Nothing if nothing is new.
    Rejects with Refused, or with what fetch says when nobody answers or the answer breaks off. */
export async function call<T>(address: string, token: string, body?: object): Promise<T> {
  const response = await fetch(address, {
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  if (response.status === 204) return undefined as T;
  if (response.ok) return response.json();
  throw new Refused(response.status, await response.json().catch(() => ({})), Number(response.headers.get('retry-after')));
}

/** Why nothing was sent, as the reader is told. What he wrote is kept. */
export function unsent(error: unknown): string {
  return busy(error) || text.not_sent;
}

/** When to try again, where there was too much from here. */
export function busy(error: unknown): string {
  if (!(error instanceof Refused && error.status === 429)) return '';
  const when = new Intl.RelativeTimeFormat(locale).format(Math.ceil(error.later / 60), 'minute');
  return fill(text.busy, { when });
}

import type { components } from '../shared/api';

type Schemas = components['schemas'];
export type TicketPage = Schemas['TicketPage'];
export type Message = Schemas['PageMessage'];
export type Status = Schemas['Status'];

export class Refused extends Error {
  constructor(readonly status: number) {
    super(`${status}`);
  }
}

/** The link's token goes into this header and nowhere else: no address, no storage, no log. */
export class TicketApi {
  constructor(private readonly token: string) {}

  page(): Promise<TicketPage> {
    return this.call('');
  }

  comment(comment: Schemas['Comment']): Promise<Message> {
    return this.call('/comments', comment);
  }

  announce(file: Schemas['NewUpload']): Promise<Schemas['Upload']> {
    return this.call('/attachments', file);
  }

  /** Rejects with Refused, or with what fetch says when nobody answers. */
  private async call<T>(path: string, body?: object): Promise<T> {
    const response = await fetch('/api/ticket' + path, {
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Refused(response.status);
    return response.json();
  }
}

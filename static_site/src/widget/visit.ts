import { call, Refused, type Schemas } from '../talk/api';
import { forgetDrafts } from '../talk/draft';
import type { IdentifiedBy } from './deskhand';
import { proofFor } from './proof';

export type Desk = Schemas['WidgetDesk'];
export type Form = Partial<Schemas['WidgetForm']> & Pick<Schemas['WidgetForm'], 'subject'>;

type State = Desk['identity'];

/** The API takes no form sooner: people take some seconds. */
const SOONEST = 3_200;

/** So long a site may take to get a token. */
const PATIENCE = 8_000;

const WHY: Partial<Record<State, string>> = {
  expired: 'the identity token has expired. Have your server sign a new one; identify(getToken) asks for it by itself.',
  invalid:
    "the identity token is not valid. It has to be a JWT signed by HS256 with the desk's widget secret, with sub and exp (at most 24 hours ahead).",
  unlisted_origin: `the desk does not list ${location.origin}. Add it to the widget's sites: only there it is believed who is signed in.`,
};

/** The desk, and whom it takes the visitor for. */
export class Visit {
  /** Once it has been loaded. */
  desk!: Desk;
  private by: IdentifiedBy = null;
  private token = '';
  private state: State | undefined;
  private since = 0;
  private proof: Promise<string> | undefined;

  constructor(
    readonly address: string,
    private readonly onIdentity: (state: State, before?: State) => void,
  ) {}

  get proven(): boolean {
    return this.state === 'valid';
  }

  /** Whether the desk has said whom it takes him for. */
  get known(): boolean {
    return !!this.state;
  }

  /** What the token says of him. Whether it is true, the desk tells. */
  get claims(): Partial<Record<'sub' | 'name' | 'email' | 'phone', string>> {
    try {
      const [, payload = ''] = this.token.split('.');
      const bytes = atob(payload.replace(/-/g, '+').replace(/_/g, '/'));
      return JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0))));
    } catch {
      return {};
    }
  }

  /** Whether what he has here changes with it. */
  async identify(by: IdentifiedBy): Promise<boolean> {
    if (by === this.by) return false;
    const before = this.claims.sub;
    this.by = by;
    this.token = typeof by === 'string' ? by : '';
    if (before) await this.renew();
    const another = this.claims.sub !== before;
    if (before && another) forgetDrafts();
    const changed = another || (!!by && !this.proven);
    if (changed) this.state = undefined;
    return changed;
  }

  async load(): Promise<Desk> {
    if (!this.token) await this.renew();
    const { token } = this;
    const desk = await this.ask<Desk>('');
    if (desk.identity === 'expired' && (await this.renew())) return this.loaded(await this.ask<Desk>(''));
    return token === this.token ? this.loaded(desk) : this.load();
  }

  /** Of who is proven. A token that has run out meanwhile is renewed, if the site said how. */
  async own<T>(path: string, body?: object): Promise<T> {
    const { token } = this;
    try {
      return await this.ask<T>(path, body);
    } catch (error) {
      if (!(error instanceof Refused && error.status === 403)) throw error;
      await this.load();
      if (token === this.token) throw error;
      return this.ask<T>(path, body);
    }
  }

  async send(form: Form): Promise<Schemas['Sent']> {
    const { proven } = this;
    try {
      return await this.sendOnce(form);
    } catch (error) {
      // What came with the desk is of no use any more, or the token is not.
      if (!refuses(error, proven ? ['email'] : ['start', 'proof'])) throw error;
      await this.load();
      if (proven !== this.proven) throw error;
      return this.sendOnce(form);
    }
  }

  /** Begins when somebody begins to type, so that he need not wait for it later. */
  prove(): Promise<string> {
    if (this.proven) return Promise.resolve('');
    return (this.proof ??= proofFor(this.desk));
  }

  announce = (file: Schemas['NewUpload']) => this.ask<Schemas['Upload']>('/attachments', file);

  private async sendOnce(form: Form): Promise<Schemas['Sent']> {
    if (this.proven) return this.ask('/tickets', form);
    const proof = await this.prove();
    await new Promise((resolve) => setTimeout(resolve, this.since + SOONEST - Date.now()));
    return this.ask('/tickets', { ...form, start: this.desk.start, proof });
  }

  private ask<T>(path: string, body?: object): Promise<T> {
    return call<T>(this.address + path, this.token, body);
  }

  private async renew(): Promise<boolean> {
    const { by } = this;
    if (typeof by !== 'function') return false;
    let token = '';
    try {
      token = await given(by);
    } catch (error) {
      console.warn('Deskhand: identify() got no token.', error);
    }
    if (by !== this.by) return this.renew();
    if (token) this.token = token;
    return !!token;
  }

  private loaded(desk: Desk): Desk {
    const { state: before } = this;
    const state = desk.identity;
    this.desk = desk;
    this.state = state;
    this.proof = undefined;
    this.since = Date.now();
    if (WHY[state] && state !== before) console.warn(`Deskhand: the visitor stays anonymous, as ${WHY[state]}`);
    if (state !== before) this.onIdentity(state, before);
    return desk;
  }
}

async function given(by: () => Promise<string>): Promise<string> {
  const late = new Promise<never>((_, reject) => setTimeout(reject, PATIENCE, 'The function took too long.'));
  const token = await Promise.race([by(), late]);
  if (typeof token !== 'string') throw 'The function gave no text.';
  return token;
}

function refuses(error: unknown, fields: string[]): boolean {
  return error instanceof Refused && !!error.problem.errors?.some(({ field }) => fields.includes(field));
}

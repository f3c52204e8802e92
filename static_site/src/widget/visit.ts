import { call, Refused, type Schemas } from '../talk/api';
import { forgetDrafts } from '../talk/draft';
import type { IdentifiedBy } from './deskhand';
import { proofFor } from './proof';

export type Desk = Schemas['WidgetDesk'];
export type Form = Partial<Schemas['WidgetForm']> & Pick<Schemas['WidgetForm'], 'subject'>;

export type State = Desk['identity'];

/** The API takes no form sooner: people take some seconds. */
const SOONEST = 3_200;

/** So long a site may take to get a token. */
const PATIENCE = 8_000;

const WHY: Partial<Record<State, string>> = {
  expired: 'the identity token has expired: identify(getToken) gets a new one by itself.',
  invalid:
    "the identity token is not valid: it is a JWT by HS256 with the widget secret, with sub and exp (24 hours at most).",
  unlisted_origin: `the desk does not list ${location.origin} as a site of its widget.`,
};

/* A page has one visitor: this module tells the desk, and whom it takes him for. */

/** Once it has been loaded. */
export let desk: Desk;
/** By his token, whether it holds or not: all that is here is his. */
export let whose: string | undefined;
export let address = '';
let by: IdentifiedBy = null;
let token = '';
let state: State | undefined;
let since = 0;
let proof: Promise<string> | undefined;
let listener: Listener;

export interface Listener {
  onIdentity(state: State, before?: State): void;
  /** The desk is to be loaded anew, for another than before or not. */
  onAnew(another: boolean): void;
}

export function begin(at: string, hears: Listener) {
  address = at;
  listener = hears;
}

export function proven(): boolean {
  return state === 'valid';
}

/** Whether the desk has said whom it takes him for. */
export function known(): boolean {
  return !!state;
}

/** What the token says of him. Whether it is true, the desk tells. */
export function claims(): Partial<Record<'sub' | 'name' | 'email' | 'phone', string>> {
  try {
    const [, payload = ''] = token.split('.');
    const bytes = atob(payload.replace(/-/g, '+').replace(/_/g, '/'));
    return Object(JSON.parse(new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))));
  } catch {
    return {};
  }
}

/** Until it is known who he is, where it matters yet. One function may tell of one customer after the other. */
export async function identify(next: IdentifiedBy) {
  const before = token;
  if (typeof next === 'function') {
    if (next !== by) token = '';
    by = next;
    if (!desk) return;
    await renew();
    if (next !== by) return;
  } else {
    if (next === by) return;
    by = next;
    token = next ?? '';
  }
  const another = isAnother() || !next;
  if (another || (!proven() && token !== before)) anew(another);
}

export async function load(renews = true): Promise<Desk> {
  if (!token) await renew();
  const mine = token;
  const answer = await ask<Desk>('');
  if (renews && /expired|invalid/.test(answer.identity) && (await renew())) return load(false);
  return mine === token ? loaded(answer) : load();
}

/** Of who is proven. A token that has run out meanwhile is renewed, if the site said how. */
export async function own<T>(path: string, body?: object): Promise<T> {
  const before = token;
  const his = whose;
  try {
    return await ask<T>(path, body);
  } catch (error) {
    if (!(error instanceof Refused && error.status === 403)) throw error;
    await load();
    if (before === token || his !== whose) throw error;
    return ask<T>(path, body);
  }
}

/** `form` is asked for when it goes, and throws if it is not to go any more. */
export async function send(form: () => Form): Promise<Schemas['Sent']> {
  const before = proven();
  try {
    return await sendOnce(form);
  } catch (error) {
    // What came with the desk is of no use any more, or the token is not.
    if (!refuses(error, before ? ['email'] : ['start', 'proof'])) throw error;
    await load();
    if (before !== proven()) throw error;
    return sendOnce(form);
  }
}

/** Begins when somebody begins to type, so that he need not wait for it later. */
export function prove(): Promise<string> {
  if (proven()) return Promise.resolve('');
  return (proof ??= proofFor(desk));
}

export function announce(file: Schemas['NewUpload']): Promise<Schemas['Upload']> {
  return ask('/attachments', file);
}

async function sendOnce(form: () => Form): Promise<Schemas['Sent']> {
  if (proven()) return ask('/tickets', form());
  const done = await prove();
  await new Promise((resolve) => setTimeout(resolve, since + SOONEST - performance.now()));
  return ask('/tickets', { ...form(), start: desk.start, proof: done });
}

function ask<T>(path: string, body?: object): Promise<T> {
  // The token of the next is there, and the desk is not yet loaded for him.
  if (path && token && whose && whose !== claims().sub) throw new Refused(403, {}, 0);
  return call<T>(address + path, token, body);
}

/** Whether there is another token now. */
async function renew(): Promise<boolean> {
  const asked = by;
  const before = token;
  if (typeof asked !== 'function') return false;
  const next = await given(asked);
  if (asked !== by) return renew();
  token = next ?? before;
  return token !== before;
}

/** Whether one has come in the place of another. */
function isAnother(): boolean {
  const before = whose;
  whose = claims().sub;
  return !!before && before !== whose;
}

function anew(another: boolean) {
  state = undefined;
  if (another) forgetDrafts();
  listener.onAnew(another);
}

function loaded(answer: Desk): Desk {
  const before = state;
  const now = answer.identity;
  desk = answer;
  proof = undefined;
  since = performance.now();
  if (isAnother()) anew(true);
  else if (now !== before) {
    state = now;
    if (WHY[now]) console.warn(`Deskhand: the visitor stays anonymous, as ${WHY[now]}`);
    listener.onIdentity(now, before);
  }
  return desk;
}

/** Empty where nobody is signed in; nothing where the site could not tell. */
async function given(by: () => Promise<string>): Promise<string | void> {
  try {
    const late = new Promise<never>((_, reject) => setTimeout(reject, PATIENCE, 'The function took too long.'));
    const token = await Promise.race([by(), late]);
    if (typeof token !== 'string') throw 'The function gave no text.';
    return token;
  } catch (error) {
    console.warn('Deskhand: identify() got no token.', error);
  }
}

function refuses(error: unknown, fields: string[]): boolean {
  return error instanceof Refused && !!error.problem.errors?.some(({ field }) => fields.includes(field));
}

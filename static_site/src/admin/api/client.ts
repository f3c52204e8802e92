import createClient from 'openapi-fetch';
import type { components, paths } from '../../shared/api';
import { currentSession, sessionIsOver } from '../auth/current';
import { Refused } from './refused';

export type Schemas = components['schemas'];

/** The admin API, typed by its description. Wrap calls in `answer`. */
export const api = createClient<paths>({ fetch: authorized });

async function authorized(request: Request): Promise<Response> {
  const session = currentSession();
  const again = request.clone();
  const response = await carrying(await session.token(), request);
  if (response.status !== 401) return response;
  const retried = (await session.renew()) ? await carrying(await session.token(), again) : response;
  if (retried.status === 401) sessionIsOver();
  return retried;
}

async function carrying(token: string, request: Request): Promise<Response> {
  request.headers.set('authorization', `Bearer ${token}`);
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new Refused(0);
  }
}

interface Answered<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** What was answered; rejects with Refused. */
export async function answer<T>(call: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await call;
  if (response.ok) return data as T;
  throw new Refused(response.status, isProblem(error) ? error : {});
}

function isProblem(error: unknown): error is Schemas['Problem'] {
  return typeof error === 'object' && error !== null;
}

/** The header by which a write is refused if the thing moved on. */
export function ifMatch(version: number): { 'if-match': string } {
  return { 'if-match': `"${version}"` };
}

import type { Client } from 'openapi-fetch';
import { api, type Schemas } from '../../api/client';

/** Routes and fields that the API is about to have; when its description has them, `api` and
 * `Schemas` take their place. */
interface Answer<T> {
  headers: Record<string, unknown>;
  content: { 'application/json': T };
}
interface Nothing {
  headers: Record<string, unknown>;
  content?: never;
}
interface OfTicket {
  path: { id: string };
  header?: { 'if-match'?: string };
}
interface Coming {
  '/api/admin/tickets/{id}/merge': {
    post: { parameters: OfTicket; requestBody: { content: { 'application/json': { into: string } } }; responses: { 200: Answer<Schemas['Ticket']> } };
  };
  '/api/admin/tickets/{id}/unmerge': { post: { parameters: OfTicket; responses: { 200: Answer<Schemas['Ticket']> } } };
  '/api/admin/tickets/{id}': { delete: { parameters: OfTicket; responses: { 204: Nothing } } };
  '/api/admin/tickets/{id}/read': {
    put: { parameters: OfTicket; requestBody: { content: { 'application/json': { at: string } } }; responses: { 204: Nothing } };
    delete: { parameters: OfTicket; responses: { 204: Nothing } };
  };
}

export const coming = api as unknown as Client<Coming>;

export type ComingTicket = Schemas['Ticket'] & {
  merged_into?: { id: string; number: string; subject?: string } | null;
  merged?: Schemas['EarlierTicket'][];
  followers?: string[];
  heard_at?: string | null;
};

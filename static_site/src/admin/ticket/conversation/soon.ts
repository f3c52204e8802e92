import type { Client } from 'openapi-fetch';
import { api, type Schemas } from '../../api/client';

/** What the API is about to offer; goes away with the next description of it. */
export interface TakenBack {
  kind: Schemas['Message']['kind'];
  text: string;
  html: string;
  attachments: string[];
  files: { id: string; filename: string; content_type: string; size: number }[];
  cc: string[] | null;
  status: Schemas['Status'] | null;
  ticket: Schemas['Ticket'];
}
export type Message = Schemas['Message'] & { ticket_id?: string };
export type Ticket = Omit<Schemas['Conversation'], 'messages'> & { messages: Message[]; merged?: Schemas['EarlierTicket'][] };
export interface MailHeader {
  name: string;
  value: string;
}

interface Answer<T> {
  responses: { 200: { content: { 'application/json': T } } };
}
interface OfMessage {
  parameters: { path: { id: string; message_id: string } };
}
export interface Soon {
  '/api/admin/tickets/{id}/messages/{message_id}': { delete: OfMessage & Answer<TakenBack> };
  '/api/admin/tickets/{id}/messages/{message_id}/headers': { get: OfMessage & Answer<{ items: MailHeader[] }> };
  '/api/admin/tickets/{id}/messages/{message_id}/split': {
    post: OfMessage & { requestBody: { content: { 'application/json': { subject: string } } } } & Answer<Schemas['Ticket']>;
  };
}

export const soon = api as unknown as Client<Soon>;

import type { Schemas } from '../../api/client';

export type Ticket = Schemas['Conversation'];
export type Message = Schemas['Message'];

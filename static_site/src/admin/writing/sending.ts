import { askAgain, showChanged } from '../api/cache';
import { answer, api, ifMatch, type Schemas } from '../api/client';
import { meQuery, queryClient, ticketQuery } from '../api/queries';
import { done } from '../parts/toast';
import { takeBack } from '../ticket/takingBack';
import { t } from '../texts/words';
import type { Draft } from './draft';
import { mentionedIn } from './mentioned';
import type { Written } from './sheet';

type Conversation = Schemas['Conversation'];
export type Then = Extract<Schemas['Status'], 'waiting' | 'closed'> | null;

const NOTES_CAN_BE_UNDONE = 10; // seconds that the toast stays

/** Writes what is on the sheet to the ticket, as the operator saw it at `version`. */
export async function send(draft: Draft, ticket: Conversation, version: number, then: Then): Promise<Schemas['Message']> {
  await draft.hold();
  try {
    const message = await written(draft, ticket.id, version, then);
    const sent = draft.sheet.written;
    draft.forget();
    show(ticket, message, then, draft.kind === 'reply' ? version + 1 : ticket.version, sent.cc);
    askAgain(ticket.id);
    tell(ticket, draft, message, sent);
    return message;
  } catch (error) {
    draft.release();
    throw error;
  }
}

function written(draft: Draft, id: string, version: number, then: Then): Promise<Schemas['Message']> {
  const { sheet, kind } = draft;
  const { cc } = sheet.get();
  const body = { ...sheet.body, draft_version: draft.version };
  if (kind === 'note') {
    const note = { ...body, mentions: mentionedIn(body.html) };
    return answer(api.POST('/api/admin/tickets/{id}/notes', { params: { path: { id } }, body: note }));
  }
  const reply = { ...body, ...(cc && { cc: [...cc] }), ...(then && { status: then }) };
  const params = { path: { id }, header: ifMatch(version) };
  return answer(api.POST('/api/admin/tickets/{id}/replies', { params, body: reply }));
}

/** At once, before the ticket is asked for anew. */
function show(ticket: Conversation, message: Schemas['Message'], then: Then, version: number, cc: Written['cc']): void {
  queryClient.setQueryData(ticketQuery(ticket.id).queryKey, (shown) => shown && { ...shown, version, messages: [...shown.messages.filter(({ id }) => id !== message.id), message] });
  const change = { ...(then && { status: then }), ...(cc && { ccs: [...cc] }) };
  showChanged(ticket.id, { ...change, message_count: ticket.message_count + 1 });
}

function tell(ticket: Conversation, draft: Draft, message: Schemas['Message'], sent: Written): void {
  const seconds = undoable(ticket, message);
  const said = draft.kind === 'note' ? 'writing.noted' : message.delivery === 'none' ? 'writing.sent_to_page' : 'writing.sent';
  done(t(said), seconds > 0 ? () => takeBack(ticket.id, message.id, sent) : undefined, seconds * 1000, message.id);
}

function undoable(ticket: Conversation, message: Schemas['Message']): number {
  if (message.delivery === 'none') return NOTES_CAN_BE_UNDONE;
  const desks = queryClient.getQueryData(meQuery.queryKey)?.desks ?? [];
  return desks.find((desk) => desk.id === ticket.desk_id)?.undo_seconds ?? 0;
}

import { askAgain, showChanged } from '../api/cache';
import { answer, api, type Schemas } from '../api/client';
import { queryClient, ticketQuery } from '../api/queries';
import { done, failed, unsaid } from '../parts/toast';
import { t } from '../texts/words';
import { draftOf } from '../writing/draft';
import { enclosed, type Written } from '../writing/sheet';

/** Before it is sent: back into the box, as it was written if that is known; its files by the names
 * that they have now. */
export async function takeBack(ticketId: string, messageId: string, written?: Written): Promise<void> {
  const path = { id: ticketId, message_id: messageId };
  try {
    const taken = await answer(api.DELETE('/api/admin/tickets/{id}/messages/{message_id}', { params: { path } }));
    const draft = draftOf(ticketId, taken.kind === 'note' ? 'note' : 'reply');
    draft.restore({ ...(written ?? content(taken)), files: taken.files.map(enclosed) });
    withoutMessage(ticketId, messageId);
    showChanged(ticketId, taken.ticket);
    unsaid(messageId);
    done(t('common.undone'));
  } catch (error) {
    failed(error);
  }
  askAgain(ticketId);
}

function content({ html, text, cc }: Schemas['TakenBack']): Omit<Written, 'files'> {
  return { html, text: html ? '' : text, cc };
}

function withoutMessage(ticketId: string, messageId: string) {
  queryClient.setQueryData(
    ticketQuery(ticketId).queryKey,
    (shown) => shown && { ...shown, messages: shown.messages.filter(({ id }) => id !== messageId) },
  );
}

import type { RefObject } from 'react';
import { useActions } from '../../actions/registry';
import { t } from '../../texts/words';

/** From message to message by j and k; Enter opens the menu of the one that has the focus. */
export function useMoving(talk: RefObject<HTMLElement | null>): void {
  const move = (step: number) => {
    const messages = [...(talk.current?.querySelectorAll('article') ?? [])];
    const now = messages.findIndex((message) => message.contains(document.activeElement));
    const next = now < 0 ? messages.at(-1) : (messages[now + step] ?? messages[now]);
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: 'nearest' });
  };
  useActions([
    { id: 'next-message', label: t('talk.next_message'), group: 'ticket', keys: ['j'], quiet: true, run: () => move(1) },
    { id: 'previous-message', label: t('talk.previous_message'), group: 'ticket', keys: ['k'], quiet: true, run: () => move(-1) },
  ]);
}

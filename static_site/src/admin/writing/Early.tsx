import { useEffect, useRef, useState, type RefObject } from 'react';
import { t } from '../texts/words';
import type { EditorHandle } from './Editor';

/** Takes what is typed before the editor has the focus: else those letters would be shortcuts. */
export function Early({ handle }: { handle: RefObject<EditorHandle | null> }) {
  const [over, setOver] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const form = field.current?.form;
    const hand = () => {
      if (document.activeElement === field.current) return;
      const typed = field.current?.value;
      if (typed) handle.current?.insert(typed);
      setOver(true);
    };
    hand();
    form?.addEventListener('focusin', hand);
    return () => form?.removeEventListener('focusin', hand);
  }, [handle]);
  return over ? null : <textarea ref={field} className="unseen" autoFocus aria-label={t('common.loading')} />;
}

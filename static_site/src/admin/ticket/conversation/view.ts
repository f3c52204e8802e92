import { useMemo, useState } from 'react';
import { read, type Mail } from './mail';
import type { Message } from './types';

export interface View {
  shown: 'text' | 'mail';
  mail: Mail | null;
  switchable: boolean;
  /** Also what was quoted. */
  whole: boolean;
  showWhole: () => void;
  toggle: () => void;
}

/** A mail is shown as its sender made it if that tells more than its text; both can be had. */
export function useView({ html, text, author, channel }: Message): View {
  const written = author.kind === 'operator' && channel === 'panel'; // with our own editor
  const mail = useMemo(() => (html && !written ? read(html, text) : null), [html, text, written]);
  const [wanted, setWanted] = useState<'text' | 'mail' | null>(null);
  const [whole, setWhole] = useState(false);
  const usual = mail && (mail.richer || !text.trim()) ? 'mail' : 'text';
  const shown = mail ? (wanted ?? usual) : 'text';
  return {
    shown,
    mail,
    switchable: mail !== null && text.trim() !== '',
    whole,
    showWhole: () => {
      setWanted('mail');
      setWhole(true);
    },
    toggle: () => {
      setWanted(shown === 'mail' ? 'text' : 'mail');
      setWhole(shown === 'text');
    },
  };
}

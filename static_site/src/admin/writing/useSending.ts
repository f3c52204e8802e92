import { useEffect, useState } from 'react';
import type { Schemas } from '../api/client';
import { Refused, told } from '../api/refused';
import { t } from '../texts/words';
import { hasMoved, type Draft } from './draft';
import { send, type Then } from './sending';

/** `stale`: what came in meanwhile, and how it was to be sent. `said` is what went wrong. */
export interface Sending {
  busy: boolean;
  said: string;
  wrong: Record<string, string>;
  stale: { problem: Refused['problem']; then: Then } | null;
  send: (then: Then, version?: number) => Promise<void>;
  lookFirst: () => void;
}

const FINE = { busy: false, said: '', wrong: {}, stale: null };

export function useSending(draft: Draft, ticket: Schemas['Conversation'], close: () => void): Sending {
  const [state, setState] = useState<Omit<Sending, 'send' | 'lookFirst'>>(FINE);
  useEffect(() => draft.sheet.subscribe(() => setState(withoutWords)), [draft]);
  const sendIt = async (then: Then, version = ticket.version) => {
    const missing = unready(draft);
    if (state.busy || draft.sheet.isUploading) return; // the button says so
    if (missing) return setState({ ...state, said: missing });
    setState({ ...FINE, busy: true });
    try {
      await send(draft, ticket, version, then);
      setState(FINE);
      close();
    } catch (error) {
      setState(await refusal(draft, error, then));
    }
  };
  return { ...state, send: sendIt, lookFirst: () => setState({ ...state, stale: null }) };
}

/** What was said is over when something is written. */
function withoutWords<T extends Pick<Sending, 'said' | 'wrong'>>(state: T): T {
  return state.said || state.wrong.cc ? { ...state, said: '', wrong: {} } : state;
}

function unready({ sheet }: Draft): string {
  if (sheet.isEmpty) return t('writing.nothing_written');
  return sheet.get().files.some((file) => file.state === 'failed') ? t('writing.failed_files') : '';
}

async function refusal(draft: Draft, error: unknown, then: Then): Promise<Omit<Sending, 'send' | 'lookFirst'>> {
  if (!(error instanceof Refused)) return { ...FINE, said: told(error) };
  if (hasMoved(error)) {
    if (!isOfDraft(error)) return { ...FINE, stale: { problem: error.problem, then } };
    draft.moved(error);
    return FINE;
  }
  const { cc, ...others } = error.fields;
  return { ...FINE, wrong: error.fields, said: cc && Object.keys(others).length === 0 ? '' : told(error) };
}

/** Two things may have moved on: the ticket, or the draft that is sent. */
function isOfDraft(refused: Refused): boolean {
  return refused.problem.title === 'The draft moved on';
}

import { Anchor } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../api/client';
import { useActions } from '../actions/registry';
import { useQuoted } from '../ticket/quoting';
import { usePreference } from '../app/preferences';
import { t } from '../texts/words';
import { attach } from './enclosures';
import { Closed } from './Closed';
import { draftOf, type Draft, type Kind } from './draft';
import { DropZone } from './DropZone';
import { fetchEditor, type EditorHandle } from './Editor';
import { Open } from './Open';
import { quoted } from './plain';
import classes from './ReplyBox.module.css';
import { useStore } from '../parts/store';

type Conversation = Schemas['Conversation'];

export function ReplyBox({ ticket }: { ticket: Conversation }) {
  return ticket.merged_into ? <MergedInto {...ticket.merged_into} /> : <Box key={ticket.id} ticket={ticket} />;
}

function MergedInto({ id, number }: { id: string; number: string }) {
  return (
    <p className={classes.merged}>
      {t('writing.merged', { number })}{' '}
      <Anchor component={Link} href={`/tickets/${id}`} inherit>
        {t('writing.open_merged', { number })}
      </Anchor>
    </p>
  );
}

/** Slim until somebody writes. What is written stays whether it is open or not. */
function Box({ ticket }: { ticket: Conversation }) {
  const [kind, setKind] = useState<Kind | null>(null);
  const plain = usePreference('plain');
  const reply = useKept(ticket, 'reply');
  const note = useKept(ticket, 'note');
  const handle = useRef<EditorHandle>(null);
  const write = (wanted: Kind) => (wanted === kind ? handle.current?.focus() : setKind(wanted));
  useEffect(fetchEditor, []);
  useActions([
    { id: 'reply', label: t('writing.reply'), group: 'ticket', keys: ['r'], run: () => write('reply') },
    { id: 'note', label: t('writing.write_note'), group: 'ticket', keys: ['n'], run: () => write('note') },
  ]);
  useReturned(reply, () => setKind('reply'));
  useReturned(note, () => setKind('note'));
  useQuoted((text) => {
    const shown = kind ?? 'reply';
    append(shown === 'reply' ? reply : note, text, plain);
    write(shown);
  });
  const enclose = (files: File[]) => {
    attach((kind === 'note' ? note : reply).sheet, files);
    setKind(kind ?? 'reply');
  };
  return (
    <>
      <DropZone onFiles={enclose} />
      {kind === null ? (
        <Closed ticket={ticket} reply={reply} note={note} open={setKind} />
      ) : (
        <Open key={kind} ticket={ticket} draft={kind === 'reply' ? reply : note} change={setKind} close={() => setKind(null)} handle={handle} />
      )}
    </>
  );
}

/** Finds the draft, also anew when the operator comes back to the tab from another device. */
function useKept(ticket: Conversation, kind: Kind): Draft {
  const draft = draftOf(ticket.id, kind);
  draft.seenVersion = ticket.version;
  useEffect(() => {
    const find = () => void draft.find().catch(() => undefined); // found when it is saved
    const look = () => (document.hidden ? void draft.save(true) : find());
    const leave = () => void draft.save(true);
    find();
    document.addEventListener('visibilitychange', look);
    window.addEventListener('pagehide', leave);
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('pagehide', leave);
      void draft.save();
    };
  }, [draft]);
  return draft;
}

/** An answer that was taken back is to be seen. */
function useReturned(draft: Draft, open: () => void) {
  const { returned } = useStore(draft);
  const seen = useRef(returned);
  useEffect(() => {
    if (seen.current !== returned) open();
    seen.current = returned;
  }, [returned, open]);
}

function append({ sheet }: Draft, passage: string, plain: boolean): void {
  const { html, text } = sheet.get();
  if (!plain) return sheet.put({ html: `${html}${quoted(passage)}<p></p>` });
  const lines = passage.trim().split('\n').map((line) => `> ${line}`);
  sheet.put({ text: [text.trimEnd(), lines.join('\n'), ''].filter((part, at) => part || at === 2).join('\n\n') });
}

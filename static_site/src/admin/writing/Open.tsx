import { Text } from '@mantine/core';
import { useEffect, type KeyboardEvent, type RefObject } from 'react';
import { useActions, type Action } from '../actions/registry';
import type { Schemas } from '../api/client';
import { useDesk } from '../api/queries';
import { usePreference } from '../app/preferences';
import { t } from '../texts/words';
import { CannedButton } from './CannedButton';
import type { Draft, Kind } from './draft';
import { DraftMoved } from './DraftMoved';
import { Early } from './Early';
import { Editor, type EditorHandle } from './Editor';
import { attach } from './enclosures';
import { AttachButton, Files } from './Files';
import { Grip, useHeight } from './Grip';
import { Head } from './Head';
import { MovedOn } from './MovedOn';
import { useCanned, useColleagues } from './offering';
import { takePasted } from './pasting';
import { hasTyped } from './presence';
import { Recipients } from './Recipients';
import classes from './ReplyBox.module.css';
import { areSuggested } from './Suggestions';
import { SendButton } from './SendButton';
import { useSending, type Sending } from './useSending';

interface Props {
  ticket: Schemas['Conversation'];
  draft: Draft;
  change: (kind: Kind) => void;
  close: () => void;
  handle: RefObject<EditorHandle | null>;
}

export function Open({ ticket, draft, change, close, handle }: Props) {
  const { kind, sheet } = draft;
  const sending = useSending(draft, ticket, close);
  const canned = useCanned(ticket);
  const colleagues = useColleagues(ticket.desk_id);
  const height = useHeight();
  const isReply = kind === 'reply';
  useActions(ways(kind, sending));
  useWarning(draft);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape') return leave(event, sheet.isEmpty ? close : undefined);
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    void sending.send(null);
  };
  return (
    <form
      className={classes.open}
      data-kind={kind}
      style={height.style}
      aria-label={t('writing.box')}
      onSubmit={(event) => event.preventDefault()}
      onKeyDownCapture={onKeyDown}
      onPasteCapture={(event) => takePasted(event, (files) => attach(sheet, files))}
      onBlur={() => void draft.save()}
    >
      <Grip height={height} />
      <Head draft={draft} change={change} close={close} />
      <DraftMoved draft={draft} />
      <MovedOn sending={sending} ticket={ticket} />
      {isReply && <Recipients ticket={ticket} sheet={sheet} wrong={sending.wrong.cc} />}
      <Early handle={handle} />
      <Editor
        sheet={sheet}
        autoFocus
        handle={handle}
        disabled={sending.busy}
        label={t(isReply ? 'writing.your_reply' : 'writing.your_note')}
        placeholder={t(`writing.${kind}_placeholder${usePreference('plain') ? '_plain' : ''}`)}
        onTyped={() => hasTyped(ticket.id)}
        canned={canned}
        {...(!isReply && { colleagues })}
        below={isReply && <Signature deskId={ticket.desk_id} />}
        files={<Files sheet={sheet} />}
        tools={
          <>
            <AttachButton onFiles={(files) => attach(sheet, files)} />
            <CannedButton canned={canned} onText={(text) => handle.current?.insert(text)} />
          </>
        }
        end={<SendButton sending={sending} draft={draft} />}
      />
      {sending.said && (
        <Text size="sm" c="var(--mantine-color-error)" px="md" pb="xs" role="alert">
          {sending.said}
        </Text>
      )}
    </form>
  );
}

/** Escape gives the single keys back to the page, unless it closes a list that is open. */
function leave({ currentTarget, target }: KeyboardEvent<HTMLElement>, close?: () => void) {
  if (!(target instanceof HTMLElement) || !currentTarget.contains(target) || areSuggested()) return;
  target.blur();
  close?.();
}

function ways(kind: Kind, { send }: Sending): Action[] {
  const plainly: Action = {
    id: 'send',
    label: t(kind === 'reply' ? 'writing.send' : 'writing.add_note'),
    group: 'ticket',
    keys: ['mod+enter'],
    run: () => void send(null),
  };
  if (kind === 'note') return [plainly];
  return [
    plainly,
    { id: 'send-waiting', label: t('writing.send_waiting'), group: 'ticket', run: () => void send('waiting') },
    { id: 'send-closed', label: t('writing.send_closed'), group: 'ticket', run: () => void send('closed') },
  ];
}

function Signature({ deskId }: { deskId: string }) {
  const signature = useDesk(deskId)?.signature?.trim();
  if (!signature) return null;
  return (
    <div className={classes.signature} title={t('writing.signature')}>
      <span className="unseen">{t('writing.signature')}: </span>
      {signature}
    </div>
  );
}

/** Only what is on its way would be lost: all else is kept. */
function useWarning({ sheet }: Draft) {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => sheet.isUploading && event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [sheet]);
}

import { Button, Kbd, Text, UnstyledButton } from '@mantine/core';
import { IconCornerUpLeft, IconNote } from '@tabler/icons-react';
import type { Schemas } from '../api/client';
import { t } from '../texts/words';
import type { Draft, Kind } from './draft';
import { toText } from './plain';
import classes from './ReplyBox.module.css';
import { useStore } from '../parts/store';

interface Props {
  ticket: Schemas['Conversation'];
  reply: Draft;
  note: Draft;
  open: (kind: Kind) => void;
}

export function Closed({ ticket, reply, note, open }: Props) {
  const name = ticket.requester.first_name || ticket.requester.last_name || ticket.requester.email;
  return (
    <div className={classes.closed} role="group" aria-label={t('writing.box')}>
      <UnstyledButton className={classes.invitation!} onClick={() => open('reply')}>
        <IconCornerUpLeft size={17} aria-hidden />
        <Begun draft={reply} goOn={t('writing.go_on_reply')} begin={name ? t('writing.reply_to', { name }) : t('writing.reply_to_customer')} />
        <Kbd size="xs" aria-hidden className={classes.key!}>
          r
        </Kbd>
      </UnstyledButton>
      <Button
        variant="subtle"
        color="gray"
        className={classes.noteButton!}
        leftSection={<IconNote size={17} />}
        rightSection={<Kbd size="xs" aria-hidden className={classes.key!}>n</Kbd>}
        onClick={() => open('note')}
      >
        {t('writing.note')}
        {useHasText(note) && <Mark />}
      </Button>
    </div>
  );
}

function Begun({ draft, goOn, begin }: { draft: Draft; goOn: string; begin: string }) {
  const { html, text } = useStore(draft.sheet);
  if (!useHasText(draft)) return <span className={classes.begin}>{begin}</span>;
  return (
    <Text span size="sm" truncate flex={1}>
      <b>{goOn}</b> {text || toText(html)}
    </Text>
  );
}

/** That a note was begun. */
function Mark() {
  return (
    <span className={classes.mark} title={t('writing.has_draft')}>
      <span className="unseen">({t('writing.has_draft')})</span>
    </span>
  );
}

function useHasText(draft: Draft): boolean {
  useStore(draft.sheet);
  return !draft.sheet.isEmpty;
}

import { Anchor, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { Schemas } from '../api/client';
import { useDesk } from '../api/queries';
import { copy } from '../parts/copy';
import { fullName } from '../parts/people';
import { t } from '../texts/words';
import { CcInput } from './CcInput';
import classes from './ReplyBox.module.css';
import type { Sheet } from './sheet';
import { useStore } from '../parts/store';

type Conversation = Schemas['Conversation'];

export function Recipients({ ticket, sheet, wrong }: { ticket: Conversation; sheet: Sheet; wrong?: string | undefined }) {
  const ccs = useStore(sheet).cc ?? ticket.ccs;
  const [adding, setAdding] = useState(false);
  const { email } = ticket.requester;
  const set = (next: string[]) => sheet.set({ cc: same(next, ticket.ccs) ? null : next });
  return (
    <div className={classes.recipients}>
      <Group gap={8} wrap="nowrap" align="baseline">
        <Text size="sm" c="dimmed">
          {t('writing.to')}
        </Text>
        <Text size="sm" truncate flex={1}>
          {[fullName(ticket.requester), email && `<${email}>`].filter(Boolean).join(' ') || '–'}
        </Text>
        {ccs.length === 0 && !adding && (
          <Anchor component="button" type="button" size="sm" onClick={() => setAdding(true)}>
            {t('writing.add_cc')}
          </Anchor>
        )}
      </Group>
      {(ccs.length > 0 || adding || wrong) && <CcInput ccs={ccs} onChange={set} suppressed={suppressedOf(ticket)} autoFocus={adding} wrong={wrong} />}
      <Unmailed ticket={ticket} />
    </div>
  );
}

/** Why the customer will get no mail. */
function Unmailed({ ticket }: { ticket: Conversation }) {
  const desk = useDesk(ticket.desk_id);
  const why = reason(ticket, desk);
  if (!why) return null;
  return (
    <div className={classes.unmailed}>
      <IconAlertTriangle size={16} aria-hidden />
      <Text size="sm" role="status">
        {why}{' '}
        <Anchor component="button" type="button" inherit c="inherit" underline="always" onClick={() => copy(ticket.link_url)}>
          {t('writing.copy_link')}
        </Anchor>
      </Text>
    </div>
  );
}

function reason({ requester: { email }, suppressed }: Conversation, desk: Schemas['Desk'] | undefined): string {
  if (desk && !desk.addresses?.length) return t('writing.desk_sends_nothing');
  if (!email) return t('writing.no_address');
  const found = suppressed.find((each) => each.address === email);
  return found ? t(`writing.suppressed_${found.reason}`, { address: email }) : '';
}

function suppressedOf({ suppressed }: Conversation): readonly string[] {
  return suppressed.map((each) => each.address);
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((address, at) => address === other[at]);
}

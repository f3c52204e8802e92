import { ActionIcon, Text } from '@mantine/core';
import { IconAlertTriangle, IconId, IconMail, IconPencil, IconPhone, IconShieldCheck, IconShieldQuestion } from '@tabler/icons-react';
import { useState } from 'react';
import type { Schemas } from '../../api/client';
import { fullName } from '../../parts/people';
import { t } from '../../texts/words';
import { Copyable } from './Copyable';
import { RequesterForm } from './RequesterForm';
import { Section } from './Section';
import classes from './SidePanel.module.css';

interface Props {
  ticket: Schemas['Ticket'];
  suppressed: readonly Schemas['Suppression'][];
}

export function Requester({ ticket, suppressed }: Props) {
  const [editing, setEditing] = useState(false);
  const edit = (
    <ActionIcon onClick={() => setEditing(true)} aria-label={t('ticket.edit_requester')} title={t('ticket.edit_requester')}>
      <IconPencil size={16} />
    </ActionIcon>
  );
  return (
    <Section title={t('ticket.requester')} tools={!editing && edit}>
      {editing ? <RequesterForm ticket={ticket} leave={() => setEditing(false)} /> : <Contact ticket={ticket} suppressed={suppressed} />}
    </Section>
  );
}

function Contact({ ticket: { requester }, suppressed }: Props) {
  const name = fullName(requester);
  const stopped = suppressed.find((each) => each.address === requester.email);
  return (
    <>
      <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
        {name || t('common.no_name')}
      </Text>
      {requester.email && <Copyable icon={<IconMail size={16} />} label={t('ticket.email')} value={requester.email} href={`mailto:${requester.email}`} />}
      {requester.phone && <Copyable icon={<IconPhone size={16} />} label={t('ticket.phone')} value={requester.phone} href={`tel:${requester.phone.replace(/[^+\d]/g, '')}`} />}
      {requester.external_id && <Copyable icon={<IconId size={16} />} label={t('ticket.external_id')} value={requester.external_id} />}
      <Proof proven={requester.proven} />
      {stopped && (
        <p className={classes.mark}>
          <IconAlertTriangle size={16} color="var(--mantine-color-red-filled)" />
          {t(`ticket.suppressed_${stopped.reason}`)}
        </p>
      )}
    </>
  );
}

function Proof({ proven }: { proven: Schemas['Requester']['proven'] }) {
  const Icon = proven === 'none' ? IconShieldQuestion : IconShieldCheck;
  const colour = proven === 'none' ? 'yellow' : 'teal';
  return (
    <p className={classes.mark}>
      <Icon size={16} color={`var(--mantine-color-${colour}-filled)`} />
      {t(`ticket.proven_${proven}`)}
    </p>
  );
}

import { ActionIcon, Anchor, Text } from '@mantine/core';
import { IconAlertTriangle, IconCreditCard, IconExternalLink, IconId, IconMail, IconPencil, IconPhone, IconShieldCheck, IconShieldQuestion } from '@tabler/icons-react';
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
  /** What the site with the widget says of him. */
  site: Schemas['OfSite'] | null;
}

export function Requester({ ticket, suppressed, site }: Props) {
  const [editing, setEditing] = useState(false);
  const edit = (
    <ActionIcon onClick={() => setEditing(true)} aria-label={t('ticket.edit_requester')} title={t('ticket.edit_requester')}>
      <IconPencil size={16} />
    </ActionIcon>
  );
  return (
    <Section title={t('ticket.requester')} tools={!editing && edit}>
      {editing ? <RequesterForm ticket={ticket} leave={() => setEditing(false)} /> : <Contact ticket={ticket} suppressed={suppressed} site={site} />}
    </Section>
  );
}

function Contact({ ticket: { requester }, suppressed, site }: Props) {
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
      {site && <OfSite site={site} />}
      <Proof requester={requester} />
      {stopped && (
        <p className={classes.mark}>
          <IconAlertTriangle size={16} color="var(--mantine-color-red-filled)" />
          {t(`ticket.suppressed_${stopped.reason}`)}
        </p>
      )}
    </>
  );
}

function OfSite({ site: { plan, url } }: { site: Schemas['OfSite'] }) {
  const page = pageAt(url);
  return (
    <>
      {plan && <Copyable icon={<IconCreditCard size={16} />} label={t('ticket.plan')} value={plan} />}
      {page && (
        <div className={classes.copyable}>
          <IconExternalLink size={16} className={classes.dimmed} aria-hidden />
          <Anchor href={page.href} target="_blank" rel="noopener noreferrer" size="sm">
            {t('ticket.site_page', { host: page.host })}
          </Anchor>
        </div>
      )}
    </>
  );
}

/** The site may have said anything. */
function pageAt(url: string | undefined): URL | null {
  return url && /^https?:/i.test(url) && URL.canParse(url) ? new URL(url) : null;
}

function Proof({ requester: { proven, email } }: { requester: Schemas['Requester'] }) {
  const doubtful = proven === 'none' || (proven === 'identity' && email);
  const Icon = doubtful ? IconShieldQuestion : IconShieldCheck;
  const colour = doubtful ? 'yellow' : 'teal';
  return (
    <p className={classes.mark}>
      <Icon size={16} color={`var(--mantine-color-${colour}-filled)`} />
      {t(`ticket.proven_${proven}`)}
    </p>
  );
}

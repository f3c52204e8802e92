import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconChecks, IconClock, IconLink, IconMailX, IconShieldCheck, IconShieldQuestion, type TablerIcon } from '@tabler/icons-react';
import { locale, t } from '../../texts/words';
import classes from './Marks.module.css';
import type { Message } from './types';

interface MarkProps {
  icon: TablerIcon;
  text?: string;
  says: string;
  tone?: 'quiet' | 'doubt' | 'wrong';
}

/** A small sign; what it means is said where the pointer or the focus is, or a finger taps. */
function Mark({ icon: Icon, text, says, tone = 'quiet' }: MarkProps) {
  return (
    <Tooltip label={says} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <UnstyledButton className={classes.mark!} data-tone={tone} aria-label={text ? `${text}: ${says}` : says}>
        <Icon size={15} aria-hidden />
        {text}
      </UnstyledButton>
    </Tooltip>
  );
}

/** How a customer's message is proven to be his; what an operator wrote down for him needs no proof. */
export function TrustMark({ message: { trust, author, channel } }: { message: Message }) {
  if (author.kind !== 'customer' || channel === 'panel' || channel === 'api') return null;
  const from = author.email || t('talk.customer');
  if (trust === 'none') {
    const says = t(channel === 'email' ? 'talk.unproven_mail' : 'talk.unproven_form', { from });
    return <Mark icon={IconShieldQuestion} text={t('talk.unproven')} says={says} tone="doubt" />;
  }
  if (trust === 'link') return <Mark icon={IconLink} text={t('talk.by_link')} says={t('talk.proven_link')} />;
  const doubtful = trust === 'identity' && author.email;
  return <Mark icon={doubtful ? IconShieldQuestion : IconShieldCheck} says={t(`talk.proven_${trust}`, { from })} />;
}

/** Reasons to look twice. */
export function Doubts({ message: { flags, reply_to, author } }: { message: Message }) {
  if (!flags.length) return null;
  const values = { from: author.email, address: new Intl.ListFormat(locale()).format(reply_to) || '?' };
  return (
    <div className={classes.doubts}>
      {flags.map((flag) => (
        <Mark key={flag} icon={IconAlertTriangle} text={t(`talk.flag_${flag}`)} says={t(`talk.flag_${flag}_means`, values)} tone="doubt" />
      ))}
    </div>
  );
}

const DELIVERIES = {
  queued: { icon: IconClock, tone: 'quiet' },
  sent: { icon: IconCheck, tone: 'quiet' },
  delivered: { icon: IconChecks, tone: 'quiet' },
  complained: { icon: IconAlertTriangle, tone: 'wrong' },
  bounced: { icon: IconMailX, tone: 'wrong' },
} as const;

/** How far one of our answers has come. */
export function DeliveryMark({ delivery }: { delivery: Message['delivery'] }) {
  if (delivery === 'none') return null;
  return <Mark {...DELIVERIES[delivery]} text={t(`talk.delivery_${delivery}`)} says={t(`talk.delivery_${delivery}_means`)} />;
}

import {
  IconAlertTriangle,
  IconApi,
  IconArrowUp,
  IconClock,
  IconLink,
  IconMail,
  IconMessageCircle,
  IconPencil,
} from '@tabler/icons-react';
import type { Schemas } from '../api/client';
import { Face } from '../parts/Face';
import { priorityName, statusName, type Priority, type Status } from '../parts/badges';
import { fullName } from '../parts/people';
import { ago } from '../parts/Time';
import { t } from '../texts/words';
import type { Row } from './list';
import { useNames } from './names';
import classes from './cells.module.css';

const CHANNELS = { email: IconMail, widget: IconMessageCircle, link: IconLink, panel: IconPencil, api: IconApi };

export function Channel({ channel }: { channel: Schemas['ListedTicket']['channel'] }) {
  const Icon = CHANNELS[channel];
  return (
    <span className={classes.channel} title={t(`common.channel_${channel}`)}>
      <Icon size={14} aria-hidden />
      <span className="unseen">{t(`common.channel_${channel}`)}</span>
    </span>
  );
}

export function StatusWord({ status, snoozedUntil }: { status: Status; snoozedUntil: string | null }) {
  return (
    <span className={classes.worded}>
      <span className={classes.dot} data-status={status} />
      {statusName(status)}
      {snoozedUntil && (
        <span className={classes.channel} title={t('inbox.wakes', { when: ago(snoozedUntil) })}>
          <IconClock size={14} aria-hidden />
          <span className="unseen">{t('inbox.wakes', { when: ago(snoozedUntil) })}</span>
        </span>
      )}
    </span>
  );
}

/** Only told where it matters. */
export function PriorityWord({ priority }: { priority: Priority }) {
  if (priority !== 'high' && priority !== 'urgent') return null;
  const Icon = priority === 'urgent' ? IconAlertTriangle : IconArrowUp;
  return (
    <span className={classes.worded} data-priority={priority}>
      <Icon size={15} aria-hidden />
      {priorityName(priority)}
    </span>
  );
}

export function Assignee({ id }: { id: string | null }) {
  const names = useNames();
  if (!id) return <span className="unseen">{t('common.nobody')}</span>;
  const name = names.operator(id);
  return (
    <span className={classes.worded} title={name}>
      <Face name={name} size={24} />
      <span className={classes.name}>{name}</span>
    </span>
  );
}

export function CategoryName({ deskId, code }: { deskId: string; code: string | null }) {
  const names = useNames();
  if (!code) return null;
  const category = names.category(deskId, code);
  return <Coloured colour={category?.colour}>{category?.name ?? code}</Coloured>;
}

export function DeskName({ id }: { id: string }) {
  const desk = useNames().desk(id);
  return <Coloured colour={desk?.colour}>{desk?.name ?? ''}</Coloured>;
}

function Coloured({ colour, children }: { colour: string | undefined; children: string }) {
  return (
    <span className={classes.worded} title={children}>
      <span className={classes.square} style={{ background: colour }} />
      <span className={classes.cut}>{children}</span>
    </span>
  );
}

export function nameOf(requester: Row['requester']): string {
  const { email, phone, external_id } = requester;
  return fullName(requester) || email || phone || external_id || t('inbox.nameless');
}

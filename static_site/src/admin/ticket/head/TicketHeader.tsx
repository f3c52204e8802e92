import { ActionIcon, Button, Group } from '@mantine/core';
import { IconCheck, IconLayoutSidebarRight, IconRotate2 } from '@tabler/icons-react';
import type { Schemas } from '../../api/client';
import { useDesk } from '../../api/queries';
import { StatusBadge } from '../../parts/badges';
import { onDemand } from '../../parts/onDemand';
import { t } from '../../texts/words';
import { closeOrReopen } from './acts';
import { AssigneeMenu } from './AssigneeMenu';
import { Banners } from './Banners';
import { DeleteDialog } from './DeleteDialog';
import { MoreMenu } from './MoreMenu';
import { Place } from './Place';
import type { Colleague } from './presence';
import { Present } from './Present';
import { PriorityMenu, StatusMenu } from './choices';
import { SnoozeMenu } from './SnoozeMenu';
import { Subject } from './Subject';
import classes from './TicketHeader.module.css';
import { useOpened } from './opened';
import { useTicketActions } from './useTicketActions';

const MergeDialog = onDemand(() => import('./MergeDialog'));
const TimeDialog = onDemand(() => import('./TimeDialog'));

interface Props {
  ticket: Schemas['Ticket'];
  others: readonly Colleague[];
  details: { shown: boolean; toggle: () => void };
}

/** What was merged into another ticket is worked on there. */
export function TicketHeader({ ticket, others, details }: Props) {
  const { opened, show } = useOpened();
  const desk = useDesk(ticket.desk_id);
  const merged = Boolean(ticket.merged_into);
  useTicketActions(ticket, show, details.toggle);
  return (
    <header className={classes.header}>
      <div className={classes.top}>
        <Place ticket={ticket} />
        <Subject ticket={ticket} {...opened('subject')} />
        <Present others={others} />
        <ActionIcon
          className={classes.details!}
          size="lg"
          onClick={details.toggle}
          aria-expanded={details.shown}
          aria-label={t('ticket.details')}
          title={t(details.shown ? 'ticket.hide_details' : 'ticket.show_details')}
        >
          <IconLayoutSidebarRight size={18} />
        </ActionIcon>
      </div>
      <div className={classes.tools}>
        {merged ? (
          <div className={classes.states}>
            <StatusBadge status={ticket.status} />
          </div>
        ) : (
          <Group gap={6} className={classes.states!}>
            <StatusMenu ticket={ticket} {...opened('status')} />
            <AssigneeMenu ticket={ticket} desk={desk} {...opened('assignee')} />
            <PriorityMenu ticket={ticket} {...opened('priority')} />
          </Group>
        )}
        <Group gap={6} wrap="nowrap" className={classes.acts!}>
          <SnoozeMenu ticket={ticket} {...opened('snooze')} show={show} />
          {!merged && <CloseButton ticket={ticket} />}
          <MoreMenu ticket={ticket} {...opened('more')} show={show} />
        </Group>
      </div>
      <Banners ticket={ticket} />
      <TimeDialog ticket={ticket} {...opened('time')} />
      <MergeDialog ticket={ticket} {...opened('merge')} />
      <DeleteDialog ticket={ticket} {...opened('delete')} />
    </header>
  );
}

function CloseButton({ ticket }: { ticket: Schemas['Ticket'] }) {
  const closed = ticket.status === 'closed';
  return (
    <Button
      size="compact-md"
      fz="sm"
      variant={closed ? 'default' : 'filled'}
      classNames={{ label: classes.actLabel!, section: classes.actIcon! }}
      leftSection={closed ? <IconRotate2 size={16} /> : <IconCheck size={16} />}
      onClick={() => closeOrReopen(ticket)}
      title={t(closed ? 'ticket.reopen_hint' : 'ticket.close_hint')}
    >
      {t(closed ? 'ticket.reopen' : 'ticket.close')}
    </Button>
  );
}

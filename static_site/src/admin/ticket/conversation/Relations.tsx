import { Anchor } from '@mantine/core';
import { IconCornerDownRight, IconCopy, type TablerIcon } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { useDesks } from '../../api/queries';
import { t } from '../../texts/words';
import classes from './Conversation.module.css';
import { GAP } from './phrases';
import type { Ticket } from './types';

/** Where else this matter is, and where it began. */
export function Relations({ ticket: { also, continues, history } }: { ticket: Ticket }) {
  const earlier = continues && (history.find(({ id }) => id === continues)?.number ?? t('talk.an_earlier_ticket'));
  if (!earlier && !also.length) return null;
  return (
    <div className={classes.relations}>
      {continues && earlier && <Relation icon={IconCornerDownRight} text={t('talk.continues', { number: GAP })} id={continues} name={earlier} />}
      {also.map((other) => (
        <Also key={other.id} other={other} />
      ))}
    </div>
  );
}

function Also({ other: { id, number, subject, desk_id } }: { other: Schemas['OtherTicket'] }) {
  const desk = useDesks().find((each) => each.id === desk_id)?.name ?? '';
  return <Relation icon={IconCopy} text={t('talk.also', { number: GAP, desk })} id={id} name={number} title={subject} />;
}

interface RelationProps {
  icon: TablerIcon;
  text: string;
  id: string;
  name: string;
  title?: string;
}

function Relation({ icon: Icon, text, id, name, title }: RelationProps) {
  const [before, after] = text.split(GAP);
  return (
    <p>
      <Icon size={15} aria-hidden />
      <span>
        {before}
        <Anchor component={Link} href={`/tickets/${id}`} inherit underline="always" {...(title && { title })}>
          {name}
        </Anchor>
        {after}
      </span>
    </p>
  );
}

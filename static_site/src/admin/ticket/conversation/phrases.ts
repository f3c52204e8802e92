import { when } from '../../../shared/format';
import type { Schemas } from '../../api/client';
import { useDesk, useMe, useOperators } from '../../api/queries';
import { priorityName, statusName, type Priority, type Status } from '../../parts/badges';
import { operatorName } from '../../parts/people';
import { locale, t } from '../../texts/words';
import type { Ticket } from './types';

/** Stands in a text where a link is to be. */
export const GAP = '\ue000';

export interface Phrase {
  text: string;
  link?: { text: string; href: string };
  customer?: string;
}
type Event = Omit<Schemas['Event'], 'kind'> & { kind: string };

/** What was done, without who did it. Kinds that came after this page was loaded are told in general. */
export function usePhrases(ticket: Ticket): (event: Event) => Phrase[] {
  const categories = useDesk(ticket.desk_id)?.categories ?? [];
  const operators = useOperators();
  const me = useMe().operator;

  const category = (code: string) => categories.find((each) => each.code === code)?.name ?? code;
  const assigned = ({ after, author }: Event) => {
    if (!after) return t('talk.event_unassigned');
    const name = operatorName(operators, after);
    if (after === me.id && author.email !== me.email) return t('talk.event_assigned_me');
    return name === author.name ? t('talk.event_took') : t('talk.event_assigned', { name });
  };
  const named = (ids: string) => ids.split(', ').map((id) => id && operatorName(operators, id)).join(', ');

  return (event) => {
    const { kind, before, after } = event;
    switch (kind) {
      case 'opened':
        return plain(t('talk.event_opened'));
      case 'reopened':
        return plain(t('talk.event_reopened'));
      case 'status_changed':
        return plain(after === 'closed' ? t('talk.event_closed') : t('talk.event_status', { status: statusName(after as Status) }));
      case 'assigned':
        return plain(assigned(event));
      case 'priority_changed':
        return plain(t('talk.event_priority', { priority: priorityName(after as Priority) }));
      case 'category_changed':
        return plain(after ? t('talk.event_category', { name: category(after) }) : t('talk.event_category_removed', { name: category(before) }));
      case 'tags_changed':
        return listed(event, 'talk.event_tags_added', 'talk.event_tags_removed');
      case 'ccs_changed':
        return listed(event, 'talk.event_ccs_added', 'talk.event_ccs_removed');
      case 'followers_changed':
        return listed({ ...event, before: named(before), after: named(after) }, 'talk.event_followers_added', 'talk.event_followers_removed');
      case 'subject_changed':
        return plain(t('talk.event_subject', { before, after }));
      case 'requester_changed':
        return plain(t('talk.event_requester'));
      case 'customer_linked':
        return [{ text: t(after ? 'talk.event_customer' : 'talk.event_customer_removed', { name: GAP }), customer: after || before }];
      case 'link_renewed':
        return plain(t('talk.event_link'));
      case 'snoozed':
        return plain(after ? t('talk.event_snoozed', { time: when(after, locale()) }) : t('talk.event_woken'));
      case 'merged':
        return numbered(t('talk.event_merged', { number: GAP }), after, ticket);
      case 'merged_in':
        return numbered(t('talk.event_merged_in', { number: GAP }), after, ticket);
      case 'unmerged':
        return numbered(t('talk.event_unmerged', { number: GAP }), before, ticket);
      case 'taken_out':
        return numbered(t('talk.event_taken_out', { number: GAP }), before, ticket);
      case 'split_off':
        return numbered(t('talk.event_split', { number: GAP }), after, ticket);
      default:
        return plain(t('talk.event_other'));
    }
  };
}

function plain(text: string): Phrase[] {
  return [{ text }];
}

/** With a link, where it is known which ticket has the number. */
function numbered(text: string, number: string, { merged = [], history }: Ticket): Phrase[] {
  const found = [...merged, ...history].find((other) => other.number === number);
  return found ? [{ text, link: { text: number, href: `/tickets/${found.id}` } }] : plain(text.replace(GAP, number));
}

type Listing = `talk.event_${'tags' | 'ccs' | 'followers'}_${'added' | 'removed'}`;

/** Of a list what came in and what went. */
function listed({ before, after }: Event, came: Listing, went: Listing): Phrase[] {
  const [was, is] = [before, after].map((told) => told.split(', ').filter(Boolean));
  const list = new Intl.ListFormat(locale());
  const told = (key: Listing, some: string[] = []) => (some.length ? plain(t(key, { count: some.length, list: list.format(some) })) : []);
  return [...told(came, is?.filter((each) => !was?.includes(each))), ...told(went, was?.filter((each) => !is?.includes(each)))];
}

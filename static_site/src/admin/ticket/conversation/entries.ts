import type { Schemas } from '../../api/client';
import type { Message, Ticket } from './types';

type Event = Schemas['Event'];
/** What stands in a conversation: a message, or what somebody did at one moment. */
export type Entry = { id: string; at: number; message: Message } | { id: string; at: number; events: readonly Event[] };

const MOMENT = 2000; // milliseconds in which what one person does is one line
const MANY = 12;
const FIRST = 2;
const LAST = 8;

export function entries({ messages, events }: Ticket): Entry[] {
  const said = messages.map((message) => ({ id: message.id, at: Date.parse(message.created_at), message }));
  const done = events.map((event) => ({ id: event.id, at: timeOf(event), events: [event] }));
  const sorted: Entry[] = [...said, ...done].sort((a, b) => a.at - b.at || rank(a) - rank(b));
  return sorted.reduce(joined, []);
}

/** Of long conversations the beginning and the end are shown; these are the ids of what is between. */
export function middle(all: readonly Entry[]): ReadonlySet<string> {
  const places = all.flatMap((entry, at) => ('message' in entry ? [at] : []));
  const hidden = places.length > MANY ? all.slice(places[FIRST], places.at(-LAST)) : [];
  return new Set(hidden.map(({ id }) => id));
}

/** A ticket is opened before anything is said on it, though it is written down after that. */
function timeOf({ kind, created_at }: Event): number {
  return kind === 'opened' ? 0 : Date.parse(created_at);
}

/** What was said comes before what it changed. */
function rank(entry: Entry): number {
  return 'message' in entry ? 0 : 1;
}

function joined(list: Entry[], entry: Entry): Entry[] {
  const last = list.at(-1);
  if (!last || !('events' in last) || !('events' in entry) || !isOneMoment(last.events.at(-1), entry.events[0])) return [...list, entry];
  return [...list.slice(0, -1), { ...last, events: [...last.events, ...entry.events] }];
}

function isOneMoment(before: Event | undefined, after: Event | undefined): boolean {
  if (!before || !after) return false;
  const sameAuthor = before.author.kind === after.author.kind && before.author.email === after.author.email;
  return sameAuthor && Date.parse(after.created_at) - Date.parse(before.created_at) < MOMENT;
}

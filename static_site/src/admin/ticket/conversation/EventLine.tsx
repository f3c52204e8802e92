import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import { Link } from 'wouter';
import type { Schemas } from '../../api/client';
import { customerQuery } from '../../api/customers';
import { customerName } from '../../parts/people';
import { Time } from '../../parts/Time';
import { locale, t } from '../../texts/words';
import { authorName } from './authors';
import classes from './Conversation.module.css';
import { GAP, usePhrases, type Phrase } from './phrases';
import type { Ticket } from './types';

/** "Olga assigned this to Oskar and set the priority to High · 2 h ago" */
export function EventLine({ events, ticket }: { events: readonly Schemas['Event'][]; ticket: Ticket }) {
  const phrases = usePhrases(ticket);
  const [first] = events;
  if (!first) return null;
  const [before = '', after = ''] = t('talk.event', { who: isolated(authorName(first.author)), what: GAP }).split(GAP);
  return (
    <p className={classes.event}>
      {before}
      <Listed phrases={events.flatMap(phrases)} />
      {after} · <Time iso={first.created_at} />
    </p>
  );
}

/** So that a name from right to left turns nothing else round (Unicode: FSI, PDI). */
function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

function Listed({ phrases }: { phrases: readonly Phrase[] }) {
  const parts = new Intl.ListFormat(locale()).formatToParts(phrases.map((_, at) => `${at}`));
  return parts.map(({ type, value }, at) => {
    const phrase = type === 'element' && phrases[Number(value)];
    return <Fragment key={at}>{phrase ? <Said phrase={phrase} /> : value}</Fragment>;
  });
}

function Said({ phrase: { text, link, customer } }: { phrase: Phrase }) {
  const [before, after] = text.split(GAP);
  if (after === undefined) return text;
  return (
    <>
      {before}
      {customer && <CustomerName id={customer} />}
      {link && <Place href={link.href}>{link.text}</Place>}
      {after}
    </>
  );
}

function CustomerName({ id }: { id: string }) {
  const { data } = useQuery({ ...customerQuery(id), staleTime: 5 * 60_000 });
  return <Place href={`/customers/${id}`}>{data ? customerName(data) : t('talk.a_customer')}</Place>;
}

function Place({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Anchor component={Link} href={href} inherit c="inherit" underline="always" style={{ whiteSpace: 'nowrap' }}>
      {children}
    </Anchor>
  );
}

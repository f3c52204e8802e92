import { TagsInput } from '@mantine/core';
import type { InfiniteData } from '@tanstack/react-query';
import { useState } from 'react';
import { LISTS } from '../../api/cache';
import type { Schemas } from '../../api/client';
import { queryClient } from '../../api/queries';
import { t } from '../../texts/words';
import { changeTicket } from '../changing';
import classes from './SidePanel.module.css';

type Ticket = Schemas['Ticket'];

export function Tags({ ticket }: { ticket: Ticket }) {
  const [known, setKnown] = useState<string[]>([]);
  return (
    <Words
      label={t('ticket.tags')}
      placeholder={t('ticket.add_tag')}
      value={ticket.tags}
      data={known}
      onFocus={() => setKnown(knownTags())}
      most={30}
      longest={60}
      change={(tags) => void changeTicket(ticket, { tags }, t('ticket.said_tags'))}
    />
  );
}

export function Copies({ ticket }: { ticket: Ticket }) {
  return (
    <Words
      label={t('ticket.copies')}
      placeholder={t('ticket.add_copy')}
      value={ticket.ccs}
      most={50}
      longest={254}
      change={(ccs) => void changeTicket(ticket, { ccs }, t('ticket.said_copies'))}
    />
  );
}

interface Props {
  label: string;
  placeholder: string;
  value: string[];
  data?: string[];
  onFocus?: () => void;
  most: number;
  longest: number;
  change: (value: string[]) => void;
}

function Words({ label, placeholder, value, data = [], onFocus, most, longest, change }: Props) {
  return (
    <TagsInput
      size="sm"
      aria-label={label}
      placeholder={value.length > 0 ? '' : placeholder}
      value={value}
      onChange={(words) => change(words.map((word) => word.trim()).filter(Boolean))}
      data={data}
      maxTags={most}
      maxLength={longest}
      acceptValueOnBlur
      {...(onFocus && { onFocus })}
      classNames={{ root: classes.quietRoot!, input: classes.quiet!, inputField: classes.word!, pill: classes.pill! }}
    />
  );
}

/** Those of the tickets that were listed, most used first. */
function knownTags(): string[] {
  const lists = queryClient.getQueriesData<InfiniteData<Schemas['TicketList']>>({ queryKey: [LISTS] });
  const used = new Map<string, number>();
  for (const [, list] of lists)
    for (const tag of list?.pages.flatMap((page) => page.items.flatMap((item) => item.tags)) ?? []) used.set(tag, (used.get(tag) ?? 0) + 1);
  return [...used].sort(([, a], [, b]) => b - a).map(([tag]) => tag);
}

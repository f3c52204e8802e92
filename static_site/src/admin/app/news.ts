import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { countersQuery } from '../api/queries';
import { t } from '../texts/words';
import { notify } from './notifying';
import { prefers, usePreference } from './preferences';
import { added } from './views';

let title = 'Deskhand';
let waiting = 0;

/** What the tab is called; in front of it how many tickets nobody has taken yet. */
export function useTitle(now: string): void {
  useEffect(() => {
    title = now;
    draw();
  }, [now]);
}

/** Says in the tab's title and, if wished, on the desktop when something comes in. */
export function useNews(): void {
  const [, go] = useLocation();
  const { data } = useQuery(countersQuery);
  const counted = usePreference('count');
  const before = useRef<{ new: number; mine: number } | null>(null);
  useEffect(() => {
    if (!data) return;
    const now = { new: added(data.items).new, mine: data.mine };
    const came = before.current ? now.new - before.current.new : 0;
    if (came > 0) notify('Deskhand', t('shell.notification_new', { count: came }), () => go('/inbox/unassigned'));
    else if (before.current && now.mine > before.current.mine) notify('Deskhand', t('shell.notification_mine'), () => go('/inbox/mine'));
    before.current = now;
    waiting = added(data.items).unassigned;
  }, [data, go]);
  useEffect(draw, [data, counted]);
}

function draw() {
  const named = !title || title === 'Deskhand' ? 'Deskhand' : `${title} · Deskhand`;
  document.title = waiting > 0 && prefers('count') ? t('shell.new_tickets_title', { count: waiting, title: named }) : named;
}

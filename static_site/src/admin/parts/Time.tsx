import { useEffect, useReducer } from 'react';
import { exactly } from '../../shared/format';
import { locale } from '../texts/words';

const MINUTE = 60_000;
const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['minute', 60],
  ['hour', 24],
  ['day', 7],
];

/** "5 min. ago", later "12 Nov"; exact where the pointer rests. */
export function Time({ iso }: { iso: string }) {
  useEachMinute();
  return (
    <time dateTime={iso} title={exactly(iso, locale())}>
      {ago(iso)}
    </time>
  );
}

export function ago(iso: string, now = Date.now()): string {
  const format = relative();
  const minutes = Math.round((new Date(iso).getTime() - now) / MINUTE);
  if (minutes === 0) return format.format(0, 'second');
  let passed = minutes;
  for (const [unit, most] of STEPS) {
    if (Math.abs(passed) < most) return format.format(passed, unit);
    passed = Math.round(passed / most);
  }
  return day(iso, now);
}

let formatter: { of: string; format: Intl.RelativeTimeFormat } | undefined;

/** Made once: a long list would make hundreds of them each minute. */
function relative(): Intl.RelativeTimeFormat {
  const of = locale();
  if (formatter?.of !== of) formatter = { of, format: new Intl.RelativeTimeFormat(of, { numeric: 'auto', style: 'short' }) };
  return formatter.format;
}

/** "12 Nov", with the year if it is another. */
function day(iso: string, now: number): string {
  const date = new Date(iso);
  const sameYear = date.getFullYear() === new Date(now).getFullYear();
  return date.toLocaleDateString(locale(), { day: 'numeric', month: 'short', ...(!sameYear && { year: 'numeric' }) });
}

function useEachMinute() {
  const [, look] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(look, MINUTE);
    return () => clearInterval(timer);
  }, []);
}

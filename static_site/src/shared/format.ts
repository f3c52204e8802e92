const DAY = 86_400_000;

/** "today, 10:04", "yesterday, 18:30", "12 Nov 2026, 09:15": of the reader's day, not of UTC's. */
export function when(iso: string, locale: string, now = new Date()): string {
  const time = new Date(iso);
  const daysAgo = Math.round((midnight(now) - midnight(time)) / DAY);
  if (daysAgo !== 0 && daysAgo !== 1) {
    return time.toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
  }
  const day = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-daysAgo, 'day');
  const comma = { ar: '، ', ja: ' ' }[locale.slice(0, 2)] ?? ', ';
  return day + comma + time.toLocaleTimeString(locale, { timeStyle: 'short' });
}

export function exactly(iso: string, locale: string): string {
  return new Date(iso).toLocaleString(locale, { dateStyle: 'full', timeStyle: 'long' });
}

export function size(bytes: number, locale: string): string {
  const [unit, value] = bytes < 1e6 ? ['kilobyte', Math.ceil(bytes / 1e3)] : ['megabyte', bytes / 1e6];
  return value.toLocaleString(locale, { style: 'unit', unit, maximumFractionDigits: 1 });
}

/** Without the characters that turn `exe.gpj` round, so that an ending is where it seems to be. */
export function filename(name: string): string {
  return name.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}

function midnight(time: Date): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

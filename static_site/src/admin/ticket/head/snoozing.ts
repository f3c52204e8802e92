import { locale } from '../../texts/words';

const MORNING = 9; // o'clock, where the operator is

export function inAnHour(now = new Date()): Date {
  return new Date(now.getTime() + 3_600_000);
}

export function tomorrow(now = new Date()): Date {
  return morning(now, 1);
}

/** The next one that is not today. */
export function nextMonday(now = new Date()): Date {
  return morning(now, (8 - now.getDay()) % 7 || 7);
}

function morning(now: Date, days: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING);
}

/** "Mon 9:00"; with the date if it is more than six days away. */
export function briefly(time: Date, now = new Date()): string {
  const far = Math.abs(time.getTime() - now.getTime()) > 6 * 86_400_000;
  return time.toLocaleString(locale(), {
    weekday: 'short',
    ...(far && { day: 'numeric', month: 'short' }),
    hour: 'numeric',
    minute: '2-digit',
  });
}

/** "Friday 27 November at 09:00" */
export function atLength(time: Date): string {
  return time.toLocaleString(locale(), { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' });
}

/** As `<input type="datetime-local">` wants it. */
export function asInput(time: Date): string {
  const local = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

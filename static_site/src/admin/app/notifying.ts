import { useSyncExternalStore } from 'react';
import { notifications } from '@mantine/notifications';
import { t } from '../texts/words';

const WISHED = 'deskhand.notify';
const listeners = new Set<() => void>();

/** Desktop notifications are off until the operator asks for them in this browser. */
export function useWished(): boolean {
  return useSyncExternalStore(subscribe, wished);
}

export async function setWished(now: boolean): Promise<void> {
  const allowed = !now || (await Notification.requestPermission()) === 'granted';
  if (!allowed) notifications.show({ color: 'yellow', message: t('shell.notify_blocked'), autoClose: 8000 });
  localStorage.setItem(WISHED, now && allowed ? 'yes' : 'no');
  for (const listener of listeners) listener();
}

/** Shows it where the operator works in another window; a click brings him here. */
export function notify(title: string, body: string, open: () => void): void {
  if (!wished() || document.hasFocus()) return;
  const shown = new Notification(title, { body, tag: 'deskhand', icon: '/admin/favicon.svg' });
  shown.onclick = () => {
    window.focus();
    open();
    shown.close();
  };
}

function wished(): boolean {
  return 'Notification' in window && Notification.permission === 'granted' && localStorage.getItem(WISHED) === 'yes';
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

import { notifications } from '@mantine/notifications';
import { t } from '../texts/words';
import icon from './icon.svg';
import { prefer, prefers } from './preferences';

/** Browsers ask the operator whether he allows it, once. */
export async function wishNotifications(now: boolean): Promise<void> {
  const allowed = !now || ('Notification' in window && (await Notification.requestPermission()) === 'granted');
  if (!allowed) notifications.show({ color: 'yellow', message: t('shell.notify_blocked'), autoClose: 8000 });
  prefer('notify', now && allowed);
}

/** Shows it where the operator works in another window; a click brings him here. */
export function notify(title: string, body: string, open: () => void): void {
  if (!prefers('notify') || document.hasFocus() || !('Notification' in window) || Notification.permission !== 'granted') return;
  const shown = new Notification(title, { body, tag: 'deskhand', icon });
  shown.onclick = () => {
    window.focus();
    open();
    shown.close();
  };
}

import { t } from '../texts/words';
import { done, failed } from './toast';

/** To the clipboard, and says so. */
export function copy(text: string, said = t('common.copied')): void {
  navigator.clipboard.writeText(text).then(() => done(said), failed);
}

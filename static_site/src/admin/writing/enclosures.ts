import { size } from '../../shared/format';
import { described, LARGEST_FILE, MOST_FILES, send } from '../../shared/upload';
import { answer, api } from '../api/client';
import { Refused, told } from '../api/refused';
import { failed } from '../parts/toast';
import { locale, t } from '../texts/words';
import type { Sheet } from './sheet';

/** A file that goes along. `id` is what the API names it by once it is there. */
export interface Enclosure {
  key: string;
  name: string;
  size: number;
  state: 'sending' | 'there' | 'failed';
  share: number;
  id: string;
  error: string;
}

const running = new Map<string, { file: File; abort: AbortController }>();

export function attach(sheet: Sheet, files: readonly File[]): void {
  const room = MOST_FILES - sheet.get().files.length;
  if (files.length > room) failed(new Refused(400, { detail: t('writing.too_many_files', { most: MOST_FILES }) }));
  for (const file of files.slice(0, room)) {
    const key = crypto.randomUUID();
    running.set(key, { file, abort: new AbortController() });
    sheet.enclose({ key, name: file.name || 'file', size: file.size, state: 'sending', share: 0, id: '', error: '' });
    void upload(sheet, key);
  }
}

export function again(sheet: Sheet, key: string): void {
  const known = running.get(key);
  if (!known) return;
  running.set(key, { ...known, abort: new AbortController() });
  sheet.changeEnclosure(key, { state: 'sending', share: 0, error: '' });
  void upload(sheet, key);
}

/** Also while it is on its way. */
export function leaveOut(sheet: Sheet, key: string): void {
  running.get(key)?.abort.abort();
  running.delete(key);
  sheet.remove(key);
}

async function upload(sheet: Sheet, key: string): Promise<void> {
  const { file, abort } = running.get(key)!;
  const refused = unfit(file);
  if (refused) return sheet.changeEnclosure(key, { state: 'failed', error: refused });
  try {
    const to = await answer(api.POST('/api/admin/attachments', { body: described(file), signal: abort.signal }));
    await send(file, to, abort.signal, (share) => sheet.changeEnclosure(key, { share }));
    running.delete(key);
    sheet.changeEnclosure(key, { state: 'there', id: to.id });
  } catch (error) {
    if (!abort.signal.aborted) sheet.changeEnclosure(key, { state: 'failed', error: said(error) });
  }
}

function unfit(file: File): string {
  if (file.size > LARGEST_FILE) return t('writing.file_too_large', { most: size(LARGEST_FILE, locale()) });
  return file.size === 0 ? t('writing.file_empty') : '';
}

function said(error: unknown): string {
  return error instanceof Refused && error.status !== 0 ? told(error) : t('writing.file_failed');
}

export function canBeRepeated(file: Enclosure): boolean {
  const known = running.get(file.key);
  return file.state === 'failed' && known !== undefined && !unfit(known.file);
}

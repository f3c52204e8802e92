import { fill } from '../shared/language';
import { size } from '../shared/format';
import { described, LARGEST_FILE, MOST_FILES, send } from '../shared/upload';
import type { TicketApi } from './api';
import type { Words } from './words';

/** A file on its way to the storage. It goes as soon as it is chosen, while the text is typed. */
export class Attaching {
  /** 0 to 1; NaN once it has failed. */
  share = 0;
  /** The upload's id, or null where it failed. */
  readonly done: Promise<string | null>;
  private readonly aborting = new AbortController();

  constructor(
    readonly file: File,
    api: TicketApi,
    private readonly onChange: () => void,
  ) {
    this.done = this.upload(api).catch(() => {
      this.moved(NaN);
      return null;
    });
  }

  get failed(): boolean {
    return Number.isNaN(this.share);
  }

  stop() {
    this.aborting.abort();
  }

  private async upload(api: TicketApi): Promise<string> {
    const to = await api.announce(described(this.file));
    await send(this.file, to, this.aborting.signal, (share) => this.moved(share * 0.99));
    this.moved(1);
    return to.id;
  }

  private moved(share: number) {
    this.share = share;
    this.onChange();
  }
}

/** Why a file cannot be attached, or nothing. */
export function objection(file: File, attached: number, { text, locale }: Words): string {
  const values = { name: file.name, size: size(LARGEST_FILE, locale), count: `${MOST_FILES}` };
  if (attached >= MOST_FILES) return fill(text.too_many, values);
  if (file.size > LARGEST_FILE) return fill(text.too_large, values);
  return file.size ? '' : fill(text.no_content, values);
}

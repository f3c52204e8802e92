import type { Enclosure } from './enclosures';
import { saysNothing } from './plain';
import { Store } from '../parts/store';

/** What is being written. One of `html` and `text` is empty: it is written in one way or in the
 * other. `cc` null leaves the ticket's as they are. The editor takes what is here when `revision`
 * moves; what it gives itself moves nothing. */
export interface Written {
  html: string;
  text: string;
  cc: readonly string[] | null;
  files: readonly Enclosure[];
}

export const NOTHING: Written = { html: '', text: '', cc: null, files: [] };

export class Sheet extends Store<Written & { revision: number }> {
  constructor(written: Written = NOTHING) {
    super({ ...written, revision: 0 });
  }

  type(content: { html: string } | { text: string }): void {
    const html = 'html' in content && !saysNothing(content.html) ? content.html : '';
    this.set({ html, text: 'text' in content ? content.text : '' });
  }

  put(written: Partial<Written>): void {
    this.set({ ...written, revision: this.get().revision + 1 });
  }

  enclose(file: Enclosure): void {
    this.set({ files: [...this.get().files, file] });
  }

  changeEnclosure(key: string, change: Partial<Enclosure>): void {
    this.set({ files: this.get().files.map((file) => (file.key === key ? { ...file, ...change } : file)) });
  }

  remove(key: string): void {
    this.set({ files: this.get().files.filter((file) => file.key !== key) });
  }

  get isEmpty(): boolean {
    const { html, text, files } = this.get();
    return html === '' && text.trim() === '' && files.length === 0;
  }

  get isUploading(): boolean {
    return this.get().files.some((file) => file.state === 'sending');
  }

  get written(): Written {
    const { html, text, cc, files } = this.get();
    return { html, text, cc, files };
  }

  /** As the API takes it. */
  get body(): Body {
    const { html, text, files } = this.get();
    return { html, text, attachments: files.flatMap((file) => (file.state === 'there' ? [file.id] : [])) };
  }
}

export interface Body {
  html: string;
  text: string;
  attachments: string[];
}

/** A file that was uploaded before, also on another device. */
export function enclosed(file: { id: string; filename: string; size: number }): Enclosure {
  return { key: file.id, id: file.id, name: file.filename, size: file.size, state: 'there', share: 1, error: '' };
}

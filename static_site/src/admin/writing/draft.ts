import type { Schemas } from '../api/client';
import { ofMe } from '../api/queries';
import { Refused, told } from '../api/refused';
import { onSignedInAgain } from '../auth/current';
import { done, failed } from '../parts/toast';
import { t } from '../texts/words';
import { findLine, readDraft, removeDraft, writeDraft, type Kind, type Place } from './draft-calls';
import { enclosed, NOTHING, Sheet, type Body, type Written } from './sheet';
import { Store } from '../parts/store';

export type { Kind };

/** How it stands with keeping what is written. `other` is what another device made of the draft
 * meanwhile: null if nothing, `gone` if it was sent or thrown away there. `returned` counts how often
 * something came back into it. */
export interface Kept {
  state: 'nothing' | 'unsaved' | 'saving' | 'saved' | 'offline' | 'refused';
  at: string;
  refusal: string;
  other: { version: number; excerpt: string; at: string } | 'gone' | null;
  returned: number;
}

const AFTER = 1500; // milliseconds after the last keystroke
const AGAIN = 15_000;
const MOST_KEPT_ALIVE = 20_000; // letters: a browser sends 64 KiB for a page that is left

const drafts = new Map<string, Draft>();

/** Of each ticket a reply and a note; they stay when the page is left, as their files may still be
 * on their way. */
export function draftOf(ticketId: string, kind: Kind): Draft {
  const id = `${ticketId}.${kind}`;
  const found = drafts.get(id) ?? new Draft(ticketId, kind);
  drafts.set(id, found);
  return found;
}

/** Saves by itself what is on its sheet, and finds it again. */
export class Draft extends Store<Kept> {
  readonly sheet = new Sheet();
  version = 0;
  seenVersion = 1;
  private saved = said(NOTHING, []);
  private running: Promise<void> | null = null;
  private timer = 0;
  private held = false;
  private scheduled = '';
  private readonly key: string;

  constructor(
    readonly ticketId: string,
    readonly kind: Kind,
  ) {
    super({ state: 'nothing', at: '', refusal: '', other: null, returned: 0 });
    this.key = ofMe(`draft.${ticketId}.${kind}`);
    this.sheet.subscribe(() => this.changed());
    window.addEventListener('online', () => void this.save());
    onSignedInAgain(() => void this.save());
  }

  /** What was kept on this or another device, unless something is being written here. */
  async find(): Promise<void> {
    if (this.takeUp() || this.isUnsaved) return;
    const { version } = this;
    const line = await findLine(this.place);
    if ((line?.version ?? 0) === version) return;
    const there = await readDraft(this.place); // the list may be older than what was saved here
    if (this.isUnsaved || this.running || this.version !== version) return; // typed meanwhile: saving it will find out
    if (there) this.show(there);
    else this.forget();
  }

  /** Answers when all that is written is kept, or can't be. */
  save(keepalive = false): Promise<void> {
    clearTimeout(this.timer);
    this.scheduled = '';
    this.running ??= this.untilSaved(keepalive).finally(() => (this.running = null));
    return this.running;
  }

  /** For as long as it is being sent nothing is saved: the draft goes with what is sent. */
  async hold(): Promise<void> {
    this.held = true;
    clearTimeout(this.timer);
    await this.running;
  }

  release(): void {
    this.held = false;
    this.changed();
  }

  /** It was sent, or thrown away. */
  forget(): void {
    this.version = 0;
    this.saved = said(NOTHING, []);
    this.sheet.put(NOTHING);
    sessionStorage.removeItem(this.key);
    this.set({ state: 'nothing', other: null });
    this.held = false;
  }

  /** Puts back what was there before; what was written since stays below it. */
  restore(written: Written): void {
    const now = this.sheet.written;
    const join = (one: string, other: string, between: string) => [one, other].filter(Boolean).join(between);
    this.sheet.put({
      html: join(written.html, now.html, ''),
      text: join(written.text, now.text, '\n\n'),
      cc: written.cc ?? now.cc,
      files: [...written.files, ...now.files],
    });
    this.set({ returned: this.get().returned + 1 });
  }

  async discard(): Promise<void> {
    const before = this.sheet.written;
    const version = this.version;
    await this.hold();
    this.forget();
    done(t('writing.discarded'), () => this.restore(before));
    try {
      if (version) await removeDraft(this.place, version);
    } catch (error) {
      failed(error);
    }
  }

  /** Another device was quicker, as a refusal tells. */
  moved(refused: Refused): void {
    this.set({ state: 'unsaved', other: other(refused) });
  }

  keepMine(): void {
    const { other } = this.get();
    this.version = other === 'gone' || !other ? 0 : other.version;
    this.set({ other: null });
    void this.save();
  }

  async takeOther(): Promise<void> {
    const mine = this.sheet.written;
    try {
      const there = this.get().other === 'gone' ? undefined : await readDraft(this.place);
      if (there) this.show(there);
      else this.forget();
      const taken = this.content;
      done(t('writing.took_other'), () => (this.content === taken ? this.sheet.put(mine) : this.restore(mine)));
    } catch (error) {
      failed(error);
    }
  }

  private get place(): Place {
    return { ticketId: this.ticketId, kind: this.kind };
  }

  private get toKeep() {
    const { cc } = this.sheet.get();
    return { ...this.sheet.body, cc: cc && [...cc], seen_version: this.seenVersion };
  }

  private get isUnsaved(): boolean {
    return this.content !== this.saved;
  }

  /** What is to be kept, so that it can be compared. */
  private get content(): string {
    return said(this.sheet.written, this.sheet.body.attachments);
  }

  private changed(): void {
    if (this.held || !this.isUnsaved) return;
    sessionStorage.setItem(this.key, JSON.stringify({ version: this.version, written: this.sheet.written }));
    if (this.get().other) return;
    if (this.scheduled === this.content) return; // a file came a little further
    this.scheduled = this.content;
    if (this.get().state !== 'offline') this.set({ state: 'unsaved' });
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.save(), AFTER);
  }

  /** What this tab could not save before it was loaded again. */
  private takeUp(): boolean {
    const left = sessionStorage.getItem(this.key);
    if (!left || this.isUnsaved) return false;
    const { version, written }: { version: number; written: Written } = JSON.parse(left);
    this.version = version;
    this.sheet.put({ ...written, files: written.files.filter((file) => file.state === 'there') });
    return true;
  }

  private async untilSaved(keepalive: boolean): Promise<void> {
    while (!this.held && !this.get().other && this.isUnsaved) {
      if (!(await this.saveOnce(keepalive))) return;
    }
  }

  private async saveOnce(keepalive: boolean): Promise<boolean> {
    const now = this.content;
    this.set({ state: 'saving' });
    try {
      if (this.sheet.isEmpty && this.sheet.get().cc === null) {
        if (this.version) await removeDraft(this.place, this.version);
        this.version = 0;
        this.set({ state: 'nothing' });
      } else {
        const kept = await writeDraft(this.place, this.version, this.toKeep, keepalive && now.length < MOST_KEPT_ALIVE);
        this.version = kept.version;
        this.set({ state: 'saved', at: kept.updated_at });
      }
      this.saved = now;
      if (!this.isUnsaved) sessionStorage.removeItem(this.key);
      return true;
    } catch (error) {
      this.notSaved(error);
      return false;
    }
  }

  private notSaved(error: unknown): void {
    if (error instanceof Refused && hasMoved(error)) return this.moved(error);
    const temporary = !(error instanceof Refused) || [0, 401, 409].includes(error.status) || error.status >= 429;
    this.set({ state: temporary ? 'offline' : 'refused', refusal: told(error) });
    if (temporary) this.timer = window.setTimeout(() => void this.save(), AGAIN);
  }

  private show(draft: Schemas['FoundDraft']): void {
    this.version = draft.version;
    const written = { html: draft.html ?? '', text: draft.text ?? '', cc: draft.cc ?? null, files: draft.files.map(enclosed) };
    this.saved = said(written, draft.files.map((file) => file.id));
    this.sheet.put(written);
    sessionStorage.removeItem(this.key);
    this.set({ state: 'saved', at: draft.updated_at, other: null });
  }
}

function said({ html, text, cc }: Written, attachments: Body['attachments']): string {
  return JSON.stringify([html, text, cc, attachments]);
}

/** Somebody changed it, which is more than that two wrote at the same moment. */
export function hasMoved(refused: Refused): boolean {
  return refused.status === 409 && refused.problem.current_version !== undefined;
}

/** The draft that is there now, as the refusal has it. */
function other(refused: Refused): NonNullable<Kept['other']> {
  const there = refused.problem.changes?.[0];
  if (!there) return 'gone';
  return { version: refused.problem.current_version ?? 0, excerpt: String(there.excerpt), at: String(there.updated_at) };
}

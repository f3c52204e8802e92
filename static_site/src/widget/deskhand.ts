/** `window.Deskhand`: what a site's programmer has. docs/widget.md tells of it. */
export interface Deskhand {
  open(): void;
  close(): void;
  /** Who is signed in, by a token or by what gets one; `null` for nobody. */
  identify(by: IdentifiedBy): void;
  prefill(values: Prefill): void;
  showTicket(number: string): void;
  /** Returns what takes the listener off again. */
  on<E extends keyof Events>(event: E, listener: (detail: Events[E]) => void): () => void;
  /** Runs at once; before the script has come, an array of the same name keeps what is pushed. */
  push(use: (deskhand: Deskhand) => void): void;
}

export type IdentifiedBy = string | (() => Promise<string>) | null;

export type Prefill = Partial<Record<'name' | 'email' | 'phone' | 'subject' | 'message' | 'category' | 'priority', string>>;

export interface Events {
  open: undefined;
  close: undefined;
  sent: { number: string; url: string };
  comment: { number: string };
  identity: { state: 'none' | 'valid' | 'expired' | 'invalid' | 'unlisted_origin' };
}

declare global {
  interface Window {
    Deskhand?: Deskhand | ((deskhand: Deskhand) => void)[];
  }
}

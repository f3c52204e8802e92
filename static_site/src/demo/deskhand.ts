/** What the shop uses of the widget's API. */
export interface Deskhand {
  open(): void;
  identify(token: (() => Promise<string>) | null): void;
  prefill(fields: { subject?: string; category?: string }): void;
  showTicket(number: string): void;
  on(event: 'sent', listener: (sent: { number: string; url: string }) => void): void;
  on(event: 'identity', listener: (identity: { state: string }) => void): void;
}

type Call = (deskhand: Deskhand) => void;

declare global {
  interface Window {
    Deskhand?: { push(call: Call): unknown };
  }
}

/** Calls wait in a list until the widget's script is there. */
export function deskhand(call: Call): void {
  (window.Deskhand ??= [] as Call[]).push(call);
}

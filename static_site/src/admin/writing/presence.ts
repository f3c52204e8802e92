const LASTS = 8_000; // milliseconds after the last key
const keystrokes = new Map<string, number>();

export function typed(ticketId: string): void {
  keystrokes.set(ticketId, Date.now());
}

/** Whether somebody here is writing on the ticket right now. */
export function isWriting(ticketId: string): boolean {
  return Date.now() - (keystrokes.get(ticketId) ?? 0) < LASTS;
}

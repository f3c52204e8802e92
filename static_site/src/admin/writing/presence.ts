const RECENTLY = 15_000; // milliseconds

const typed = new Map<string, number>();

export function hasTyped(ticketId: string): void {
  typed.set(ticketId, Date.now());
}

/** Whether the operator has typed an answer or a note just now, for his colleagues to see. */
export function isWriting(ticketId: string): boolean {
  return Date.now() - (typed.get(ticketId) ?? 0) < RECENTLY;
}

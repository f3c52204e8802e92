import { useEffect, useRef } from 'react';

const listeners = new Set<(text: string) => void>();

/** Puts a passage of the conversation into the answer. */
export function quote(text: string): void {
  for (const listener of listeners) listener(text);
}

export function useQuoted(handler: (text: string) => void): void {
  const latest = useRef(handler);
  latest.current = handler;
  useEffect(() => {
    const listener = (text: string) => latest.current(text);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
}

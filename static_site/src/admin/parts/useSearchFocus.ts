import type { ComboboxStore } from '@mantine/core';
import { useLayoutEffect } from 'react';

/** Whoever opened it by a key goes on typing: his next key must not go elsewhere. */
export function useSearchFocus({ searchRef }: ComboboxStore, opened: boolean): void {
  useLayoutEffect(() => {
    if (!opened) return;
    const focus = () => searchRef.current?.focus({ preventScroll: true });
    focus();
    const timer = setTimeout(focus); // where it is drawn only now
    return () => clearTimeout(timer);
  }, [opened]);
}

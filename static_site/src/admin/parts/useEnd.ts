import { useEffect, useRef, type RefObject } from 'react';

/** The end of a list: whatever brings more is called as it comes near, for as long as it `may`. */
export function useEnd<T extends HTMLElement>(may: boolean, bring: () => unknown, area?: RefObject<HTMLElement | null>): RefObject<T | null> {
  const end = useRef<T>(null);
  const latest = useRef(bring);
  latest.current = bring;

  useEffect(() => {
    if (!end.current || !may) return;
    const options = { root: area?.current ?? null, rootMargin: '600px 0px' };
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && latest.current(), options);
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [may, area]);
  return end;
}

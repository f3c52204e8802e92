import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

const NEAR = 48; // pixels from the end that are still the end
const AIR = 12;

interface Reading {
  talk: RefObject<HTMLDivElement | null>;
  /** How many messages came in below what is read. */
  below: number;
  toNewest: () => void;
}

/** Opens at the newest message, and stays there while mails take their height. Who has scrolled up
 * keeps his place when more comes. */
export function useReading(count: number, isOwn: boolean): Reading {
  const talk = useRef<HTMLDivElement>(null);
  const stays = useRef(true); // at the newest
  const before = useRef(count);
  const [below, setBelow] = useState(0);

  const toNewest = () => {
    if (talk.current) scrollToNewest(talk.current);
    stays.current = true;
    setBelow(0);
  };

  useLayoutEffect(() => {
    const came = count - before.current;
    before.current = count;
    if (came <= 0) return;
    if (stays.current || isOwn) toNewest();
    else setBelow((more) => more + came);
  }, [count, isOwn]);

  useEffect(() => {
    const content = talk.current;
    if (!content) return;
    const area = scrollArea(content);
    let touched = false;
    const resized = new ResizeObserver(() => stays.current && scrollToNewest(content));
    const onTouch = () => {
      touched = true;
      stays.current = false;
    };
    const onScroll = () => {
      if (!touched) return;
      stays.current = gapBelow(content, area) < NEAR;
      if (stays.current) setBelow(0);
    };
    resized.observe(area);
    if (content.firstElementChild) resized.observe(content.firstElementChild);
    const touches = ['wheel', 'touchmove', 'mousedown', 'keydown'] as const;
    for (const type of touches) area.addEventListener(type, onTouch, { passive: true });
    area.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      resized.disconnect();
      for (const type of touches) area.removeEventListener(type, onTouch);
      area.removeEventListener('scroll', onScroll);
    };
  }, []);

  return { talk, below, toNewest };
}

/** The end of the last message, or its beginning if it is longer than the window. */
function scrollToNewest(talk: HTMLElement) {
  const area = scrollArea(talk);
  const newest = [...talk.querySelectorAll('article')].at(-1);
  if (!newest) return;
  const toItsTop = newest.getBoundingClientRect().top - area.getBoundingClientRect().top - AIR;
  area.scrollTop += Math.min(toItsTop, gapBelow(talk, area));
}

function gapBelow(talk: HTMLElement, area: HTMLElement): number {
  const end = talk.firstElementChild?.getBoundingClientRect().bottom ?? 0;
  return end - area.getBoundingClientRect().bottom;
}

/** On phones the whole column scrolls. */
function scrollArea(talk: HTMLElement): HTMLElement {
  for (let each: HTMLElement | null = talk; each; each = each.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(each).overflowY)) return each;
  }
  return document.documentElement;
}

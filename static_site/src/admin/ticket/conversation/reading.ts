import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

const NEAR = 48; // pixels from the end that are still the end
const AIR = 12;
const PRESSED_NOW = 1000; // milliseconds

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
    let pressed = -PRESSED_NOW;
    let place = area.scrollTop; // where we scrolled to: what is elsewhere is somebody's doing
    const follow = () => {
      scrollToNewest(content);
      place = area.scrollTop;
    };
    const look = () => {
      stays.current = gapBelow(content, area) < NEAR;
      if (stays.current) setBelow(0);
    };
    const onScroll = () => Math.abs(area.scrollTop - place) > 1 && look();
    const onPress = () => (pressed = performance.now());
    // What opens under the pointer stays under it.
    const grown = new ResizeObserver(() => (performance.now() - pressed < PRESSED_NOW ? look() : stays.current && follow()));
    const resized = new ResizeObserver(() => stays.current && follow());
    resized.observe(area);
    if (content.firstElementChild) grown.observe(content.firstElementChild);
    area.addEventListener('scroll', onScroll, { passive: true });
    content.addEventListener('mousedown', onPress);
    content.addEventListener('keydown', onPress);
    return () => {
      grown.disconnect();
      resized.disconnect();
      area.removeEventListener('scroll', onScroll);
      content.removeEventListener('mousedown', onPress);
      content.removeEventListener('keydown', onPress);
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

/** How much of the talk is below what can be seen of it: the reply box may lie over its end. */
function gapBelow(talk: HTMLElement, area: HTMLElement): number {
  const end = talk.firstElementChild?.getBoundingClientRect().bottom ?? 0;
  return end - Math.min(area.getBoundingClientRect().bottom, ...topsBelow(talk));
}

function topsBelow(talk: HTMLElement): number[] {
  const tops: number[] = [];
  for (let each = talk.parentElement?.nextElementSibling; each; each = each.nextElementSibling) {
    const { top, height } = each.getBoundingClientRect();
    if (height) tops.push(top);
  }
  return tops;
}

/** On phones the whole column scrolls. */
function scrollArea(talk: HTMLElement): HTMLElement {
  for (let each: HTMLElement | null = talk; each; each = each.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(each).overflowY)) return each;
  }
  return document.documentElement;
}

import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { t } from '../texts/words';
import classes from './ReplyBox.module.css';

const LEAST = 220;
const STEP = 40;
const REMEMBERED = 'deskhand.box-height';

export interface Height {
  now: number;
  most: number;
  set: (height: number) => void;
  style: React.CSSProperties;
}

/** Grows with the text up to half of the page, unless the operator has drawn it to a height. */
export function useHeight(): Height {
  const [drawn, setDrawn] = useState(() => Number(localStorage.getItem(REMEMBERED)) || 0);
  const most = Math.round(window.innerHeight * 0.7);
  const set = (height: number) => {
    const kept = Math.round(Math.min(most, Math.max(LEAST, height)));
    localStorage.setItem(REMEMBERED, `${kept}`);
    setDrawn(kept);
  };
  return { now: drawn || LEAST, most, set, style: drawn ? { height: Math.min(drawn, most), maxHeight: 'none' } : {} };
}

export function Grip({ height }: { height: Height }) {
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.parentElement!;
    const from = event.clientY + box.offsetHeight;
    const grip = event.currentTarget;
    grip.setPointerCapture(event.pointerId);
    grip.onpointermove = (moved) => height.set(from - moved.clientY);
    grip.onpointerup = () => (grip.onpointermove = null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowUp' ? STEP : event.key === 'ArrowDown' ? -STEP : 0;
    if (!step) return;
    event.preventDefault();
    height.set(height.now + step);
  };
  return (
    <div
      className={classes.grip}
      role="separator"
      aria-orientation="horizontal"
      aria-label={t('writing.resize')}
      aria-valuemin={LEAST}
      aria-valuemax={height.most}
      aria-valuenow={height.now}
      tabIndex={0}
      onPointerDown={drag}
      onKeyDown={onKeyDown}
    />
  );
}

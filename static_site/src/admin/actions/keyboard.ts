import { useEffect } from 'react';
import { allActions, type Action } from './registry';

const PATIENCE = 1200; // milliseconds between `g` and what follows

/** Runs what is registered for the keys that are pressed. */
export function useKeyboard(): void {
  useEffect(() => {
    let pressed: string[] = [];
    let timer = 0;
    const forget = () => (pressed = []);
    const onKeyDown = (event: KeyboardEvent) => {
      const key = named(event);
      if (!key || event.defaultPrevented || !isMeantForThePage(event)) return;
      pressed.push(key);
      clearTimeout(timer);
      timer = window.setTimeout(forget, PATIENCE);
      const meant = bestFor(pressed) ?? bestFor((pressed = [key]));
      if (meant === 'more') return;
      forget();
      if (!meant) return;
      event.preventDefault();
      meant.run();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** The action for what was pressed, or that more keys may follow. */
function bestFor(pressed: readonly string[]): Action | 'more' | undefined {
  const begun = allActions().filter((action) => pressed.every((key, at) => action.keys?.[at] === key));
  const whole = begun.filter((action) => action.keys?.length === pressed.length);
  return whole.at(-1) ?? (begun.length > 0 ? 'more' : undefined);
}

function named(event: KeyboardEvent): string {
  if (['Control', 'Meta', 'Shift', 'Alt'].includes(event.key) || event.isComposing || event.altKey) return '';
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key;
}

/** Letters belong to whoever is typing, and to an open dialog; combinations with Ctrl to us. */
function isMeantForThePage(event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : document.body;
  if (document.querySelector('[role="dialog"][aria-modal="true"]')) return false;
  if (event.ctrlKey || event.metaKey) return true;
  if ((event.key === 'Enter' || event.key === ' ') && target.closest('a, button')) return false; // they press it
  return !target.isContentEditable && !target.closest('input:not([type="checkbox"]), textarea, select, [role="menu"], [role="listbox"]');
}

/** `g u` and `Ctrl+K` as people read them. */
export function shownKey(key: string): string {
  const mac = navigator.platform.startsWith('Mac');
  const [last = '', ...before] = key.split('+').reverse();
  const modifiers = before.map(() => (mac ? '⌘' : 'Ctrl'));
  const names: Record<string, string> = { escape: 'Esc', enter: 'Enter', space: 'Space', arrowdown: '↓', arrowup: '↑' };
  return [...modifiers, names[last] ?? (modifiers.length ? last.toUpperCase() : last)].join('+');
}

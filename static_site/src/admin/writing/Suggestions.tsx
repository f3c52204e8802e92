import { Text } from '@mantine/core';
import type { Editor } from '@tiptap/core';
import { useEffect } from 'react';
import classes from './Suggestions.module.css';
import { useStore } from '../parts/store';
import type { Suggesting } from './suggesting';

const LIST = 'writing-suggestions';

export function areSuggested(): boolean {
  return document.getElementById(LIST) !== null;
}

/** The focus stays in the text: it tells a screen reader which one is meant. */
export function Suggestions({ suggesting, editor }: { suggesting: Suggesting; editor: Editor }) {
  const { shown } = useStore(suggesting);
  const open = shown !== null && shown.items.length > 0;
  const at = shown?.at ?? 0;
  useEffect(() => {
    if (!open) return;
    const text = editor.view.dom; // there is none before the first line is drawn
    text.setAttribute('aria-controls', LIST);
    text.setAttribute('aria-activedescendant', `${LIST}-${at}`);
    document.getElementById(`${LIST}-${at}`)?.scrollIntoView({ block: 'nearest' });
    return () => {
      text.removeAttribute('aria-controls');
      text.removeAttribute('aria-activedescendant');
    };
  }, [editor, open, at]);
  if (!open || !shown.place) return null;
  return (
    <div id={LIST} role="listbox" aria-label={shown.label} className={classes.list} style={beside(shown.place)}>
      {shown.items.map((item, index) => (
        <div
          key={item.id}
          id={`${LIST}-${index}`}
          role="option"
          aria-selected={index === at}
          className={classes.item}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => shown.take(item)}
        >
          <Text size="sm" truncate>
            {item.label}
          </Text>
          {item.hint && (
            <Text size="xs" c="dimmed" truncate>
              {item.hint}
            </Text>
          )}
        </div>
      ))}
    </div>
  );
}

/** Above the line where there is more room, as the box is at the bottom of the page. */
function beside(place: DOMRect): React.CSSProperties {
  const left = Math.max(8, Math.min(place.left, window.innerWidth - 328));
  const above = place.top > window.innerHeight / 2;
  return above ? { left, bottom: window.innerHeight - place.top + 4 } : { left, top: place.bottom + 4 };
}

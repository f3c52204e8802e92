import { useEffect, useImperativeHandle, useRef } from 'react';
import { Bar, type EditorProps } from './Editor';
import classes from './Editor.module.css';
import { toText } from './plain';
import { useStore } from '../parts/store';

export function PlainEditor({ sheet, label, placeholder, disabled = false, autoFocus = false, handle, onTyped, files, tools, end, below }: EditorProps) {
  const { html, text } = useStore(sheet);
  const area = useRef<HTMLTextAreaElement>(null);
  const put = (next: string) => {
    sheet.type({ text: next });
    onTyped?.();
  };
  useEffect(() => {
    if (html) sheet.put({ html: '', text: toText(html) }); // a draft that was begun with formatting
  }, [html, sheet]);
  useImperativeHandle(handle, () => ({
    focus: () => area.current?.focus(),
    insert: (added) => {
      const from = area.current?.selectionStart ?? text.length;
      put(text.slice(0, from) + added + text.slice(area.current?.selectionEnd ?? from));
      area.current?.focus();
    },
  }));
  return (
    <div className={classes.editor}>
      <div className={classes.content}>
        <textarea
          ref={area}
          className={classes.plain}
          aria-label={label}
          placeholder={placeholder}
          disabled={disabled}
          autoFocus={autoFocus}
          value={text}
          onChange={(event) => put(event.currentTarget.value)}
        />
        {below}
      </div>
      {files}
      <Bar tools={tools} end={end} />
    </div>
  );
}

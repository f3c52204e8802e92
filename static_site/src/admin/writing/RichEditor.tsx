import { Editor as Tiptap, type EditorOptions } from '@tiptap/core';
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import { Bar, type EditorProps } from './Editor';
import classes from './Editor.module.css';
import { extensions } from './extensions';
import { FormatControls } from './FormatControls';
import { insert } from './inserting';
import { toHtml } from './plain';
import { useStore } from '../parts/store';
import { Suggestions } from './Suggestions';
import { newSuggesting } from './suggesting';

/** What Tiptap's schema does not know of pasted HTML is not taken in. */
export default function RichEditor(props: EditorProps) {
  const { sheet, label, placeholder, disabled = false, autoFocus = false, handle, files, tools, end, below } = props;
  const latest = useRef(props);
  latest.current = props;
  const suggesting = useRef(newSuggesting()).current;
  const [editor, place] = useTiptap({
    extensions: extensions({ placeholder, suggesting, latest }),
    content: contentOf(sheet.get()),
    autofocus: autoFocus && 'end',
    editorProps: { attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label } },
    onBlur: () => suggesting.set({ shown: null }),
    onUpdate: ({ editor: updated }) => {
      sheet.type({ html: updated.getHTML() });
      latest.current.onTyped?.();
    },
  });
  useContent(editor, props);
  useEffect(() => void editor.setEditable(!disabled, false), [editor, disabled]);
  useImperativeHandle(handle, () => ({
    focus: () => editor.view.focus(),
    insert: (text) => insert(editor, text),
  }));
  return (
    <div className={classes.editor}>
      <div className={classes.content} onClick={(event) => event.target === event.currentTarget && editor.commands.focus('end')}>
        <div ref={place} className={classes.rich} />
        {below}
      </div>
      {files}
      <Bar tools={tools} format={<FormatControls editor={editor} />} end={end} />
      <Suggestions suggesting={suggesting} editor={editor} />
    </div>
  );
}

/** Tiptap's own hook is made for parts of a text that React draws: there are none here. */
function useTiptap(options: Partial<EditorOptions>) {
  const [editor] = useState(() => new Tiptap({ ...options, element: null }));
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    editor.mount(place.current!);
    return () => editor.unmount();
  }, [editor]);
  return [editor, place] as const;
}

/** Takes what was put on the sheet from elsewhere: a draft that was found, what was taken back. */
function useContent(editor: Tiptap, { sheet }: EditorProps) {
  const { revision } = useStore(sheet);
  const shown = useRef(revision);
  useEffect(() => {
    if (shown.current === revision) return;
    shown.current = revision;
    editor.commands.setContent(contentOf(sheet.get()), { emitUpdate: false });
    editor.commands.setTextSelection(editor.state.doc.content.size);
  }, [editor, sheet, revision]);
}

function contentOf({ html, text }: { html: string; text: string }): string {
  return html || toHtml(text);
}

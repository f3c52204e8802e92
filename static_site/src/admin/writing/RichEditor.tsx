import '@mantine/tiptap/styles.layer.css';
import { RichTextEditor } from '@mantine/tiptap';
import { useEditor, type Editor as Tiptap } from '@tiptap/react';
import { useEffect, useImperativeHandle, useRef } from 'react';
import { Bar, type EditorProps } from './Editor';
import classes from './Editor.module.css';
import { extensions } from './extensions';
import { formatLabels, FormatControls } from './FormatControls';
import { insert } from './inserting';
import { toHtml } from './plain';
import { useStore } from './store';
import { Suggestions } from './Suggestions';
import { newSuggesting } from './suggesting';

/** What Tiptap's schema does not know of pasted HTML is not taken in. */
export default function RichEditor(props: EditorProps) {
  const { sheet, label, placeholder, disabled = false, autoFocus = false, handle, files, tools, end, below } = props;
  const latest = useRef(props);
  latest.current = props;
  const suggesting = useRef(newSuggesting()).current;
  const editor = useEditor({
    extensions: extensions({ placeholder, suggesting, latest }),
    content: contentOf(sheet.get()),
    autofocus: autoFocus && 'end',
    shouldRerenderOnTransaction: true,
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
    <RichTextEditor editor={editor} variant="subtle" className={classes.editor!} labels={formatLabels()} withTypographyStyles={false}>
      <div className={classes.content} onClick={(event) => event.target === event.currentTarget && editor.commands.focus('end')}>
        <RichTextEditor.Content className={classes.rich!} />
        {below}
      </div>
      {files}
      <Bar tools={tools} format={<FormatControls />} end={end} />
      <Suggestions suggesting={suggesting} editor={editor} />
    </RichTextEditor>
  );
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

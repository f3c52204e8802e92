import type { Editor } from '@tiptap/core';
import { toHtml } from './plain';

/** Where the caret is: a line into the line, several as paragraphs. */
export function insert(editor: Editor, text: string): void {
  const content = text.includes('\n') ? toHtml(text) : { type: 'text', text };
  editor.chain().focus().insertContent(content).run();
}

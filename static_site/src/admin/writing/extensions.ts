import { Extension, type Extensions } from '@tiptap/core';
import { Blockquote } from '@tiptap/extension-blockquote';
import { Bold } from '@tiptap/extension-bold';
import { Code } from '@tiptap/extension-code';
import { CodeBlock } from '@tiptap/extension-code-block';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Heading } from '@tiptap/extension-heading';
import { HorizontalRule } from '@tiptap/extension-horizontal-rule';
import { Italic } from '@tiptap/extension-italic';
import { BulletList } from '@tiptap/extension-list/bullet-list';
import { ListItem } from '@tiptap/extension-list/item';
import { ListKeymap } from '@tiptap/extension-list/keymap';
import { OrderedList } from '@tiptap/extension-list/ordered-list';
import { Mention } from '@tiptap/extension-mention';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Strike } from '@tiptap/extension-strike';
import { Text } from '@tiptap/extension-text';
import { Underline } from '@tiptap/extension-underline';
import { Placeholder } from '@tiptap/extensions/placeholder';
import { UndoRedo } from '@tiptap/extensions/undo-redo';
import { PluginKey } from '@tiptap/pm/state';
import { Suggestion } from '@tiptap/suggestion';
import type { RefObject } from 'react';
import { failed } from '../parts/toast';
import { t } from '../texts/words';
import type { EditorProps, Offered } from './Editor';
import { insert } from './inserting';
import { Link } from './link';
import { matching, rendered, type Suggesting } from './suggesting';

/** What a letter is made of. */
const LETTER: Extensions = [
  ...[Document, Paragraph, Text, HardBreak, HorizontalRule, Heading.configure({ levels: [2, 3] }), Blockquote, CodeBlock],
  ...[BulletList, OrderedList, ListItem, ListKeymap],
  ...[Bold, Italic, Underline, Strike, Code, Link],
  UndoRedo,
];

interface Given {
  placeholder: string;
  suggesting: Suggesting;
  latest: RefObject<EditorProps>;
}

export function extensions({ placeholder, suggesting, latest }: Given): Extensions {
  return [
    ...LETTER,
    Placeholder.configure({ placeholder }),
    mentions(suggesting, latest),
    cannedReplies(suggesting, latest),
  ];
}

function mentions(suggesting: Suggesting, latest: RefObject<EditorProps>) {
  return Mention.configure({
    suggestion: {
      char: '@',
      pluginKey: new PluginKey('colleagues'),
      allow: () => latest.current.colleagues !== undefined,
      items: ({ query }) => matching(latest.current.colleagues ?? [], query),
      command: ({ editor, range, props: { id, label } }) => {
        const mention = { type: 'mention', attrs: { id, label } };
        editor.chain().focus().insertContentAt(range, [mention, { type: 'text', text: ' ' }]).run();
      },
      render: () => rendered(suggesting, t('writing.suggestions')),
    },
  });
}

function cannedReplies(suggesting: Suggesting, latest: RefObject<EditorProps>) {
  return Extension.create({
    name: 'cannedReplies',
    addProseMirrorPlugins() {
      return [
        Suggestion<Offered, Offered>({
          editor: this.editor,
          char: '/',
          pluginKey: new PluginKey('cannedReplies'),
          allow: () => latest.current.canned !== undefined,
          items: async ({ query }) => matching((await latest.current.canned?.all()) ?? [], query),
          command: ({ editor, range, props: { id } }) => {
            editor.chain().focus().deleteRange(range).run();
            latest.current.canned?.text(id).then((text) => insert(editor, text)).catch(failed);
          },
          render: () => rendered(suggesting, t('writing.canned')),
        }),
      ];
    },
  });
}

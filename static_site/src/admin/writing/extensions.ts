import { Extension, type Extensions } from '@tiptap/core';
import { Mention } from '@tiptap/extension-mention';
import { Placeholder } from '@tiptap/extensions';
import { PluginKey } from '@tiptap/pm/state';
import StarterKit from '@tiptap/starter-kit';
import { Suggestion } from '@tiptap/suggestion';
import type { RefObject } from 'react';
import { failed } from '../parts/toast';
import { t } from '../texts/words';
import type { EditorProps, Offered } from './Editor';
import { insert } from './inserting';
import { matching, rendered, type Suggesting } from './suggesting';

interface Given {
  placeholder: string;
  suggesting: Suggesting;
  latest: RefObject<EditorProps>;
}

export function extensions({ placeholder, suggesting, latest }: Given): Extensions {
  return [
    StarterKit.configure({
      heading: { levels: [2, 3] },
      link: { openOnClick: false, defaultProtocol: 'https' },
      trailingNode: false,
    }),
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
          items: ({ query }) => matching(latest.current.canned?.items ?? [], query),
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

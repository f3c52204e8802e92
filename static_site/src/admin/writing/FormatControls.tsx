import { ActionIcon, Tooltip } from '@mantine/core';
import { IconBlockquote, IconBold, IconClearFormatting, IconCode, IconItalic, IconList, IconListNumbers, type Icon } from '@tabler/icons-react';
import type { ChainedCommands, Editor } from '@tiptap/core';
import { useSyncExternalStore } from 'react';
import { t } from '../texts/words';
import classes from './Editor.module.css';
import { LinkControl } from './LinkControl';

interface Format {
  name: 'bold' | 'italic' | 'bullets' | 'numbers' | 'quote' | 'code' | 'clear';
  Icon: Icon;
  /** As the document calls it. */
  node?: string;
  put: (chain: ChainedCommands) => ChainedCommands;
}

const FORMATS: readonly Format[] = [
  { name: 'bold', Icon: IconBold, node: 'bold', put: (chain) => chain.toggleBold() },
  { name: 'italic', Icon: IconItalic, node: 'italic', put: (chain) => chain.toggleItalic() },
  { name: 'bullets', Icon: IconList, node: 'bulletList', put: (chain) => chain.toggleBulletList() },
  { name: 'numbers', Icon: IconListNumbers, node: 'orderedList', put: (chain) => chain.toggleOrderedList() },
  { name: 'quote', Icon: IconBlockquote, node: 'blockquote', put: (chain) => chain.toggleBlockquote() },
  { name: 'code', Icon: IconCode, node: 'code', put: (chain) => chain.toggleCode() },
];
const CLEAR: Format = { name: 'clear', Icon: IconClearFormatting, put: (chain) => chain.clearNodes().unsetAllMarks() };

export function FormatControls({ editor }: { editor: Editor }) {
  useChanges(editor);
  return (
    <div className={classes.format} role="group" aria-label={t('writing.formatting')}>
      {FORMATS.map((format) => (
        <Control key={format.name} editor={editor} format={format} />
      ))}
      <LinkControl editor={editor} active={editor.isActive('link')} />
      <Control editor={editor} format={CLEAR} />
    </div>
  );
}

function Control({ editor, format: { name, Icon, node, put } }: { editor: Editor; format: Format }) {
  const active = node !== undefined && editor.isActive(node);
  const label = t(`writing.format_${name}`);
  return (
    <Tooltip label={label}>
      <ActionIcon
        aria-label={label}
        {...(node && { 'aria-pressed': active })}
        variant={active ? 'light' : 'subtle'}
        color={active ? 'indigo' : 'gray'}
        onMouseDown={(event) => event.preventDefault()} // the caret stays where it is
        onClick={() => put(editor.chain().focus()).run()}
      >
        <Icon size={17} />
      </ActionIcon>
    </Tooltip>
  );
}

/** Draws anew whenever the text or the caret has moved. */
function useChanges(editor: Editor) {
  const subscribe = (changed: () => void) => {
    editor.on('transaction', changed);
    return () => void editor.off('transaction', changed);
  };
  useSyncExternalStore(subscribe, () => editor.state);
}

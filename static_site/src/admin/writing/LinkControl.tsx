import { ActionIcon, Button, Group, Popover, TextInput, Tooltip } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import { useState, type KeyboardEvent } from 'react';
import { t } from '../texts/words';
import { leadsTo } from './link';

export function LinkControl({ editor, active }: { editor: Editor; active: boolean }) {
  const [opened, setOpened] = useState(false);
  const close = () => {
    setOpened(false);
    editor.commands.focus();
  };
  return (
    <Popover opened={opened} onChange={setOpened} width={320} position="top" trapFocus withinPortal>
      <Popover.Target>
        <Tooltip label={t('writing.format_link')}>
          <ActionIcon aria-label={t('writing.format_link')} variant={active ? 'light' : 'subtle'} color={active ? 'indigo' : 'gray'} onClick={() => setOpened(!opened)}>
            <IconLink size={17} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <Address editor={editor} close={close} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Address({ editor, close }: { editor: Editor; close: () => void }) {
  const [typed, setTyped] = useState(() => String(editor.getAttributes('link').href ?? ''));
  const [refused, setRefused] = useState(false);
  const href = leadsTo(typed);
  const set = () => {
    setRefused(!href && typed !== '');
    if (!href && typed) return;
    close();
    link(editor, href);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return close();
    if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    set();
  };
  return (
    <Group gap="xs" align="flex-start" wrap="nowrap">
      <TextInput
        data-autofocus
        flex={1}
        inputMode="url"
        aria-label={t('writing.link_url')}
        placeholder="https://"
        value={typed}
        error={refused && t('writing.link_wrong')}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Button variant="default" onClick={set}>
        {t('writing.link_save')}
      </Button>
    </Group>
  );
}

/** No address takes the link away; where nothing is chosen the address is put in. */
function link(editor: Editor, href: string) {
  const chain = editor.chain().focus();
  if (!href) chain.extendMarkRange('link').unsetMark('link').run();
  else if (editor.state.selection.empty && !editor.isActive('link'))
    chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }).run();
  else chain.extendMarkRange('link').setMark('link', { href }).run();
}

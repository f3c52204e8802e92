import { ActionIcon, Kbd, Popover } from '@mantine/core';
import { IconHelp, IconSearch, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useActions } from '../actions/registry';
import { t } from '../texts/words';
import type { Asking } from './asking';
import classes from './head.module.css';

const SearchHelp = lazy(() => import('./SearchHelp'));
const SETTLED = 300; // milliseconds without another key

export function SearchBox({ asking, onDone, refused }: { asking: Asking; onDone: () => void; refused: boolean }) {
  const asked = asking.question.q;
  const [text, setText] = useState(asked);
  const [sent, setSent] = useState(asked);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef(0);
  useActions([{ id: 'search', label: t('inbox.search'), group: 'list', keys: ['/'], run: () => input.current?.select() }]);
  useEffect(() => () => clearTimeout(timer.current), []);
  // Back, or a click elsewhere, asked something else.
  if (asked !== sent) {
    setSent(asked);
    setText(asked);
  }

  const send = (q: string) => {
    clearTimeout(timer.current);
    if (q === asked) return;
    setSent(q);
    asking.search(q);
  };
  const type = (typed: string) => {
    setText(typed);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(send, SETTLED, typed.trim());
  };
  const clear = () => {
    setText('');
    send('');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      send(text.trim());
      onDone();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      onDone();
    } else if (event.key === 'Escape') {
      if (text) clear();
      else onDone();
    }
  };
  return (
    <div className={classes.search}>
      <IconSearch size={16} aria-hidden />
      <input
        ref={input}
        type="search"
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        placeholder={t('inbox.search')}
        aria-label={t('inbox.search_in', { view: asking.view.name })}
        aria-invalid={refused}
        {...(refused && { 'aria-describedby': 'query-refused' })}
      />
      {text ? (
        <ActionIcon size="sm" aria-label={t('inbox.clear_search')} onClick={clear}>
          <IconX size={14} />
        </ActionIcon>
      ) : (
        <Kbd size="xs" aria-hidden>
          /
        </Kbd>
      )}
      <Help />
    </div>
  );
}

function Help() {
  return (
    <Popover position="bottom-end" width="min(380px, calc(100vw - 16px))" trapFocus returnFocus shadow="md">
      <Popover.Target>
        <ActionIcon size="sm" aria-label={t('inbox.search_help')} title={t('inbox.search_help')}>
          <IconHelp size={16} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Suspense>
          <SearchHelp />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}

import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useActions } from '../actions/registry';
import { t } from '../texts/words';
import classes from './rows.module.css';

/** A list of things that can be opened; `j` and `k` go down and up in it. */
export function Rows({ label, children }: { label: string; children: ReactNode }) {
  const list = useRef<HTMLUListElement>(null);
  const move = (by: number) => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)]?.focus();
  };
  useActions([
    { id: 'row-down', label: t('common.row_down'), group: 'list', keys: ['j'], quiet: true, run: () => move(1) },
    { id: 'row-up', label: t('common.row_up'), group: 'list', keys: ['k'], quiet: true, run: () => move(-1) },
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || !(event.target instanceof HTMLElement && event.target.dataset.row !== undefined)) return;
    event.preventDefault();
    move(by);
  };
  return (
    <ul className={classes.rows} ref={list} aria-label={label} onKeyDown={onKeyDown}>
      {children}
    </ul>
  );
}

interface RowProps {
  href: string;
  title: ReactNode;
  /** Below the title. */
  text?: ReactNode;
  /** Before it. */
  mark?: ReactNode;
  /** At the end of the line. */
  children?: ReactNode;
  faded?: boolean;
}

export function Row({ href, title, text, mark, children, faded }: RowProps) {
  return (
    <li className={classes.row} data-faded={faded || undefined}>
      {mark}
      <Link href={href} className={classes.link} data-row>
        <span className={classes.title}>{title}</span>
        {text && <span className={classes.text}>{text}</span>}
      </Link>
      {children && <div className={classes.end}>{children}</div>}
    </li>
  );
}

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLetterCase } from '@tabler/icons-react';
import { lazy, Suspense, type ReactNode, type Ref } from 'react';
import { Loading } from '../parts/States';
import { prefer, usePreference } from '../app/preferences';
import { t } from '../texts/words';
import classes from './Editor.module.css';
import { toHtml, toText } from './plain';
import { PlainEditor } from './PlainEditor';
import type { Sheet } from './sheet';

const fetchRich = () => import('./RichEditor');
const RichEditor = lazy(fetchRich);

/** So that it is there when somebody begins to write, without a ticket waiting for it. */
export function fetchEditor(): void {
  setTimeout(() => void fetchRich().catch(() => undefined), 400);
}

export interface EditorHandle {
  insert: (text: string) => void;
  focus: () => void;
}

/** Something that a letter offers while one types. */
export interface Offered {
  id: string;
  label: string;
  hint?: string;
}

export interface EditorProps {
  sheet: Sheet;
  label: string;
  placeholder: string;
  disabled?: boolean;
  autoFocus?: boolean;
  handle?: Ref<EditorHandle>;
  onTyped?: () => void;
  /** `/` and what it puts in. */
  canned?: { all: () => Promise<readonly Offered[]>; text: (id: string) => Promise<string> };
  /** `@` */
  colleagues?: readonly Offered[];
  /** Scrolls with the text, below it. */
  below?: ReactNode;
  /** Between the text and the bar, at whose start are the tools. */
  files?: ReactNode;
  tools?: ReactNode;
  end?: ReactNode;
}

/** Rich or plain, as the operator likes it in this browser. */
export function Editor(props: EditorProps) {
  const plain = usePreference('plain');
  const toggle = () => {
    const { html, text } = props.sheet.get();
    props.sheet.put(plain ? { html: text && toHtml(text), text: '' } : { html: '', text: toText(html) });
    prefer('plain', !plain);
  };
  const tools = (
    <>
      {props.tools}
      <Tooltip label={t(plain ? 'writing.plain_on' : 'writing.plain_off')}>
        <ActionIcon size="md" aria-label={t('writing.plain')} aria-pressed={plain} color={plain ? 'indigo' : 'gray'} variant={plain ? 'light' : 'subtle'} onClick={toggle}>
          <IconLetterCase size={18} />
        </ActionIcon>
      </Tooltip>
    </>
  );
  if (plain) return <PlainEditor {...props} tools={tools} />;
  return (
    <Suspense fallback={<Loading />}>
      <RichEditor {...props} tools={tools} />
    </Suspense>
  );
}

export function Bar({ tools, format, end }: { tools: ReactNode; format?: ReactNode; end: ReactNode }) {
  return (
    <div className={classes.bar}>
      <div className={classes.tools}>
        {tools}
        {format}
      </div>
      <div className={classes.end}>{end}</div>
    </div>
  );
}

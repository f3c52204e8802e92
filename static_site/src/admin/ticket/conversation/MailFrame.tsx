import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { t } from '../../texts/words';
import classes from './Conversation.module.css';
import type { Mail } from './mail';
import { sheet } from './sheet';

interface Props {
  mail: Mail;
  author: string;
  inline: ReadonlyMap<string, string>;
  images: boolean;
  open: boolean;
}

/** A mail as its sender made it. No script runs in the frame; it is as high as what is in it. */
export function MailFrame({ mail, author, inline, images, open }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [loaded, setLoaded] = useState<Document | null>(null);
  const [height, setHeight] = useState(48);
  const dark = useComputedColorScheme('light') === 'dark';
  const page = useMemo(() => sheet(mail.body, { images, open }), [mail.body, images, open]);

  useEffect(() => (loaded ? watchHeight(loaded, setHeight) : undefined), [loaded]);
  useEffect(() => (loaded && frame.current ? passOn(loaded, frame.current) : undefined), [loaded]);
  useEffect(() => {
    if (loaded) loaded.documentElement.className = `${mail.designed ? 'paper' : ''} ${dark ? 'dark' : ''}`;
  }, [loaded, mail.designed, dark]);
  useEffect(() => {
    if (loaded) fillIn(loaded, inline);
  }, [loaded, inline]);

  return (
    <iframe
      ref={frame}
      className={classes.frame}
      data-paper={mail.designed}
      title={t('talk.mail_of', { name: author })}
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      srcDoc={page}
      style={{ height }}
      onLoad={({ currentTarget }) => setLoaded(currentTarget.contentDocument)}
    />
  );
}

function watchHeight(page: Document, tell: (height: number) => void): () => void {
  const content = page.body.firstElementChild;
  if (!(content instanceof (page.defaultView ?? window).HTMLElement)) return () => undefined;
  const observer = new ResizeObserver(() => tell(content.offsetHeight));
  observer.observe(content);
  return () => observer.disconnect();
}

/** Keys and clicks in the frame are also ours: else j and k would end there, and menus stay open. */
function passOn(page: Document, frame: HTMLIFrameElement): () => void {
  const key = (event: KeyboardEvent) => {
    if (!frame.dispatchEvent(new KeyboardEvent(event.type, event))) event.preventDefault();
  };
  const press = () => frame.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
  page.addEventListener('keydown', key);
  page.addEventListener('mousedown', press);
  return () => {
    page.removeEventListener('keydown', key);
    page.removeEventListener('mousedown', press);
  };
}

/** Images that came with the mail stand where it names them. */
function fillIn(page: Document, inline: ReadonlyMap<string, string>) {
  for (const image of page.querySelectorAll<HTMLImageElement>('img[data-cid]')) {
    const own = inline.get(image.dataset.cid ?? '');
    if (own) image.src = own;
  }
}

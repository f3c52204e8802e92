import { Portal } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { t } from '../texts/words';
import classes from './DropZone.module.css';

/** Takes files that are dropped anywhere on the page. */
export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const over = useFileDrop(onFiles);
  if (!over) return null;
  return (
    <Portal>
      <div className={classes.zone}>
        <IconPaperclip size={32} aria-hidden />
        <b>{t('writing.drop_here')}</b>
        <span>{t('writing.drop_here_text')}</span>
      </div>
    </Portal>
  );
}

/** Before the editor sees them: it would put in their names. */
function useFileDrop(onFiles: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(onFiles);
  latest.current = onFiles;
  useEffect(() => {
    const controller = new AbortController();
    const on = (kind: 'dragenter' | 'dragover' | 'dragleave' | 'drop', react: (event: DragEvent) => void) => {
      const filesOnly = (event: DragEvent) => event.dataTransfer?.types.includes('Files') && react(event);
      document.addEventListener(kind, filesOnly, { capture: true, signal: controller.signal });
    };
    on('dragenter', () => setOver(true));
    on('dragover', (event) => event.preventDefault());
    on('dragleave', (event) => event.relatedTarget === null && setOver(false));
    on('drop', (event) => {
      event.preventDefault();
      event.stopPropagation();
      setOver(false);
      latest.current([...(event.dataTransfer?.files ?? [])]);
    });
    return () => controller.abort();
  }, []);
  return over;
}

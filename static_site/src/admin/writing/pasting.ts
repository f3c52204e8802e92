import type { ClipboardEvent } from 'react';

/** Files from the clipboard. An office program puts a picture of the text beside the text: then the
 * text is meant. */
export function takePasted(event: ClipboardEvent, take: (files: File[]) => void): void {
  const files = [...event.clipboardData.files];
  if (files.length === 0 || event.clipboardData.types.includes('text/plain')) return;
  event.preventDefault();
  event.stopPropagation();
  take(files);
}

import type { components } from './api';

type NewUpload = components['schemas']['NewUpload'];
type Upload = components['schemas']['Upload'];

export const LARGEST_FILE = 25_000_000;
export const MOST_FILES = 20;

/** What the API takes as a type; browsers also know none at all, or one with parameters. */
const TYPE = /^[a-z0-9][a-z0-9.+-]*\/[a-z0-9][a-z0-9.+-]*$/;

export function described(file: File): NewUpload {
  return {
    filename: file.name.slice(-255) || 'file',
    content_type: TYPE.test(file.type) ? file.type : 'application/octet-stream',
    size: file.size,
  };
}

/** XMLHttpRequest, as fetch does not tell how far it is. `onProgress` gets 0 to 1. Rejects also when it is aborted. */
export function send(file: File, to: Upload, signal: AbortSignal, onProgress: (share: number) => void): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(to.fields)) form.append(name, value);
  form.append('file', file);
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total);
    request.onload = () => (request.status < 300 ? resolve() : reject(new Error(`${request.status}`)));
    request.onerror = request.onabort = reject;
    signal.onabort = () => request.abort();
    request.open('POST', to.url);
    request.send(form);
  });
}

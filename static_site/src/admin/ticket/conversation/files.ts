import { useEffect, useState } from 'react';
import type { Schemas } from '../../api/client';
import { queryClient, ticketQuery } from '../../api/queries';
import { contentId } from './mail';
import type { Message } from './types';
import { openedAgain } from './whole';

export type File = Schemas['Attachment'];

const IMAGE = /^image\/(png|jpe?g|gif|webp|avif|bmp)$/; // never SVG, which is a page of its own
const LARGEST_THUMBNAIL = 8_000_000;
const SPARE = 30_000; // milliseconds that a download may take to start

export const isImage = (file: File) => IMAGE.test(file.content_type);
export const isPdf = (file: File) => file.content_type === 'application/pdf';
export const hasThumbnail = (file: File) => isImage(file) && file.size <= LARGEST_THUMBNAIL;

/** Without those that the message's HTML shows in their places. */
export function withoutInline({ attachments, html }: Message): File[] {
  return attachments.filter((file) => !(isImage(file) && file.content_id && inlineIds(html).has(file.content_id)));
}

/** Where the file is now: addresses are good for ten minutes. */
export async function freshUrl(ticketId: string, file: File): Promise<string> {
  if (isFresh(file.url)) return file.url;
  const ticket = await queryClient.fetchQuery({ ...ticketQuery(ticketId), staleTime: 0 });
  const messages = [...ticket.messages, ...(await openedAgain())];
  return messages.flatMap(({ attachments }) => attachments).find(({ id }) => id === file.id)?.url ?? file.url;
}

/** The bytes, as what we take them for: what else they may be is never run. */
export async function fetched(ticketId: string, file: File): Promise<Blob> {
  const response = await fetch(await freshUrl(ticketId, file));
  if (!response.ok) throw new Error(`${response.status}`);
  return new Blob([await response.arrayBuffer()], { type: file.content_type });
}

/** Saves it: the storage answers with `attachment`, so the page stays. */
export async function download(ticketId: string, file: File): Promise<void> {
  saveFrom(await freshUrl(ticketId, file));
}

export function saveFrom(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.rel = 'noopener noreferrer';
  link.click();
}

/** The images that a message's HTML names, by the name that it gives them. */
export function useInline(ticketId: string, { id, attachments, html }: Message): ReadonlyMap<string, string> {
  const [found, setFound] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    let over = false;
    const made: string[] = [];
    const named = attachments.filter((file) => isImage(file) && inlineIds(html).has(file.content_id));
    for (const file of named) {
      void fetched(ticketId, file).then((blob) => {
        if (over) return;
        const url = URL.createObjectURL(blob);
        made.push(url);
        setFound((before) => new Map(before).set(file.content_id, url));
      }, () => undefined); // its place then says what it was
    }
    return () => {
      over = true;
      made.forEach((url) => URL.revokeObjectURL(url));
    };
    // Attachments come with other addresses each time, and are the same.
  }, [id]);
  return found;
}

function inlineIds(html: string): Set<string> {
  return new Set([...html.matchAll(/src="(cid:[^"]+)"/gi)].map(([, source = '']) => contentId(source)));
}

/** As it is signed (AWS Signature Version 4): when, and for how many seconds. */
function isFresh(url: string): boolean {
  const signed = new URL(url).searchParams;
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(signed.get('X-Amz-Date') ?? '') ?? [];
  if (!y) return true;
  const until = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`) + Number(signed.get('X-Amz-Expires')) * 1000;
  return Date.now() < until - SPARE;
}

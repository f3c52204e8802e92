import type { ReactNode } from 'react';

const ADDRESSES = /(https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]]|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})/gi;

/** Plain text whose web and mail addresses can be followed. */
export function Linked({ text }: { text: string }): ReactNode {
  return text.split(ADDRESSES).map((part, at) =>
    at % 2 ? (
      <a key={at} href={/^https?:/i.test(part) ? part : `mailto:${part}`} target="_blank" rel="noopener noreferrer nofollow">
        {part}
      </a>
    ) : (
      part
    ),
  );
}

import { createElement, type ComponentChildren } from 'preact';

/*
 * A message's HTML comes sanitised. Still none of it is put into the page: it is parsed in a document
 * that runs and loads nothing, and drawn anew from the tags named here, without their attributes.
 */
const KEPT = new Set(
  'b blockquote br code div em hr i li ol p pre s strong sub sup table tbody td th thead tr u ul'.split(' '),
);
const DROPPED = new Set('script style template title noscript iframe'.split(' '));

export function rich(html: string): ComponentChildren {
  return inside(new DOMParser().parseFromString(html, 'text/html').body);
}

/** Plain text whose web addresses can be followed. */
export function linked(text: string): ComponentChildren {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]])/)
    .map((part, i) => (i % 2 ? link(part, part) : part));
}

function inside(node: Node): ComponentChildren {
  return [...node.childNodes].map(shown);
}

function shown(node: Node): ComponentChildren {
  if (node instanceof Text) return node.data;
  if (!(node instanceof HTMLElement)) return null;
  const tag = node.localName;
  // Mails hide a line for the inbox's preview.
  if (DROPPED.has(tag) || /display:\s*none/.test(node.getAttribute('style') ?? '')) return null;
  if (node instanceof HTMLImageElement) return image(node);
  if (node instanceof HTMLAnchorElement) return link(node.getAttribute('href') ?? '', inside(node));
  if (/^h\d$/.test(tag)) return createElement('h3', null, inside(node));
  return KEPT.has(tag) ? createElement(tag, null, inside(node)) : inside(node);
}

/** Remote images tell their sender who reads when: only those within the message are shown. */
function image({ src, alt }: HTMLImageElement): ComponentChildren {
  return /^data:image\/(png|jpeg|gif|webp);/.test(src) ? <img src={src} alt={alt} /> : alt;
}

function link(href: string, children: ComponentChildren): ComponentChildren {
  if (!/^\s*(https?|mailto|tel):/i.test(href)) return children;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

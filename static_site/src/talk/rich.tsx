import { h } from './h';

/*
 * A message's HTML comes sanitised. Still none of it is put into the page: it is parsed in a document
 * that runs and loads nothing, and drawn anew from the tags named here, without their attributes.
 */
const KEPT = 'b blockquote br code div em hr i li ol p pre s strong sub sup table tbody td th thead tr u ul'.split(' ');
const DROPPED = 'script style template title noscript iframe'.split(' ');

type Drawn = Node | string | Drawn[];

interface Policy {
  createHTML(html: string): string;
}

const plain: Policy = { createHTML: (html) => html };

/** Asked for once: a site that refuses it hears of it once. */
let policy: Policy | null | undefined;

/** Nothing where there is none, or where the site lets nobody parse HTML (Trusted Types): the text tells the same. */
export function rich(html: string): Drawn | undefined {
  if (!html) return undefined;
  try {
    if (policy === undefined) {
      policy = null;
      policy = permitted();
    }
    return policy ? inside(new DOMParser().parseFromString(policy.createHTML(unstyled(html)), 'text/html').body) : undefined;
  } catch {
    return undefined;
  }
}

function permitted(): Policy {
  const { trustedTypes } = window as { trustedTypes?: { createPolicy(name: string, policy: Policy): Policy } };
  return trustedTypes ? trustedTypes.createPolicy('deskhand', plain) : plain;
}

/** Plain text whose web addresses can be followed. */
export function linked(text: string): Drawn {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]])/)
    .map((part, i) => (i % 2 ? link(part, part) : part));
}

/** A page without inline styles would report each, though nothing is styled by them here. */
function unstyled(html: string): string {
  return html.replace(/<[^>]+>/g, (tag) => tag.replace(/\sstyle=/gi, ' data-style='));
}

function inside(node: Node): Drawn {
  return [...node.childNodes].map(shown);
}

function shown(node: Node): Drawn {
  if (node instanceof Text) return node.data;
  if (!(node instanceof HTMLElement)) return '';
  const tag = node.localName;
  // Mails hide a line for the inbox's preview.
  if (DROPPED.includes(tag) || /display:\s*none/.test(node.dataset.style ?? '')) return '';
  if (node instanceof HTMLImageElement) return image(node);
  if (node instanceof HTMLAnchorElement) return link(node.getAttribute('href') ?? '', inside(node));
  const drawn = /^h\d$/.test(tag) ? 'h3' : KEPT.includes(tag) && (tag as 'p');
  return drawn ? h(drawn, null, inside(node)) : inside(node);
}

/** Remote images tell their sender who reads when: only those within the message are shown. */
function image({ src, alt }: HTMLImageElement): Drawn {
  return /^data:image\/(png|jpeg|gif|webp);/.test(src) ? <img src={src} alt={alt} /> : alt;
}

function link(href: string, children: Drawn): Drawn {
  if (!/^\s*(https?|mailto|tel):/i.test(href)) return children;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

import { createElement, type ReactNode } from 'react';
import { contentId, parsed } from './mail';

/*
 * What operators write is simple. It comes sanitised; still none of it is put into the page: it is
 * drawn anew from the tags named here, without their attributes.
 */
const KEPT = new Set('b blockquote br code div em h1 h2 h3 h4 h5 h6 hr i li ol p pre s strong sub sup u ul'.split(' '));
const DROPPED = new Set('script style template title noscript iframe'.split(' '));

export function Rich({ html, images }: { html: string; images: ReadonlyMap<string, string> }) {
  return inside(parsed(html).body, images);
}

function inside(node: Node, images: ReadonlyMap<string, string>): ReactNode[] {
  return [...node.childNodes].map((child, at) => shown(child, at, images));
}

function shown(node: Node, key: number, images: ReadonlyMap<string, string>): ReactNode {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (!(node instanceof HTMLElement)) return null;
  const tag = node.localName;
  if (DROPPED.has(tag)) return null;
  if (node instanceof HTMLImageElement) return <Image key={key} image={node} images={images} />;
  if (tag === 'br' || tag === 'hr') return createElement(tag, { key });
  if (node instanceof HTMLAnchorElement) return <Outward key={key} href={node.getAttribute('href') ?? ''} children={inside(node, images)} />;
  return createElement(KEPT.has(tag) ? tag : 'span', { key }, ...inside(node, images));
}

function Image({ image, images }: { image: HTMLImageElement; images: ReadonlyMap<string, string> }) {
  const source = image.getAttribute('src') ?? '';
  const own = source.startsWith('cid:') ? images.get(contentId(source)) : source;
  return own && /^(blob:|data:image\/(png|jpeg|gif|webp);)/.test(own) ? <img src={own} alt={image.alt} /> : image.alt;
}

function Outward({ href, children }: { href: string; children: ReactNode }) {
  if (!/^\s*(https?|mailto|tel):/i.test(href)) return children;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

/** A mail's HTML, read without running or loading anything of it.
 *
 * `richer`: what was newly written has more to it than its plain text shows. `designed`: it brings its
 * own paper, as newsletters do. `more`: there is something behind "…". `remote`: images from outside. */
export interface Mail {
  body: string;
  richer: boolean;
  designed: boolean;
  more: boolean;
  remote: boolean;
}

const RICHER = 'img, table, ul, ol, b, strong, i, em, u, s, h1, h2, h3, h4, h5, h6, pre, code, hr, font[color], a[href]';
const PAPER = '[bgcolor], [style*="background"], table[width], td[width]';
const WHITE = /^\s*(#fff(fff)?|white|transparent|none|inherit|initial|rgb\(255, ?255, ?255\))\s*(!important)?$/i;
const STAND_INS = /\[(?:image|cid): ?[^\]]{0,400}\]|<(?:https?|mailto):[^>]{0,4000}>/g; // in plain text, for what only HTML has
const NEVER = 'script, style, link, meta, base, iframe, object, embed, form, svg, math, template';
const QUOTED = /^\s*[-_]{2,}|^.{0,200}(wrote|schrieb|napisa|écrit|escribió|scritto|From:|Von:|Od:|De:|Da:|Sent:)/is;
const LONGEST_SIGNATURE = 1500; // letters
const PIXEL = 2; // images of this size are there to tell who reads

/** `text` is what the person newly wrote, as the server found out: what comes after it is folded. */
export function read(html: string, text: string): Mail {
  const { body } = parsed(html);
  for (const element of body.querySelectorAll(NEVER)) element.remove();
  const images = [...body.querySelectorAll<HTMLImageElement>('img[data-remote-src]')];
  for (const image of images.filter(isPixel)) image.remove();
  for (const image of body.querySelectorAll('img[src^="cid:" i]')) setAside(image);
  const rest = afterText(body, text) ?? lastQuote(body);
  const told = rest && text.trim() && isHistory(rest.cloneContents()) ? rest.extractContents() : null;
  const mail = { richer: isRicher(body), designed: [...body.querySelectorAll(PAPER)].some(isPaper), more: told !== null };
  trimEnd(body);
  if (told) body.append(fold(told));
  return { ...mail, body: body.innerHTML, remote: body.querySelector('img[data-remote-src]') !== null };
}

export function parsed(html: string): Document {
  return new DOMParser().parseFromString(html, 'text/html');
}

function isPixel(image: HTMLImageElement): boolean {
  const sides = [image.getAttribute('width'), image.getAttribute('height')];
  return sides.some((side) => side !== null && Number.parseInt(side) <= PIXEL);
}

/** No browser knows `cid:`, and each would complain. */
function setAside(image: Element) {
  image.setAttribute('data-cid', contentId(image.getAttribute('src') ?? ''));
  image.removeAttribute('src');
}

export function contentId(source: string): string {
  const id = source.slice('cid:'.length);
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/** Mail programs also write down that a text stands on white. */
function isPaper(element: Element): boolean {
  const [, style] = /background(?:-color)?\s*:([^;]*)/i.exec(element.getAttribute('style') ?? '') ?? [];
  const colour = element.getAttribute('bgcolor') ?? style;
  return colour === undefined || !WHITE.test(colour);
}

/** An address that is written out is a link in plain text as well. */
function isRicher(body: HTMLElement): boolean {
  return [...body.querySelectorAll(RICHER)].some((element) => {
    if (!(element instanceof HTMLAnchorElement)) return element.localName === 'img' || element.textContent.trim() !== '';
    return !letters(element.getAttribute('href') ?? '').endsWith(letters(element.textContent));
  });
}

/** A quote or a signature. What a sloppy text part left out is neither, and stays. */
function isHistory(rest: DocumentFragment): boolean {
  const text = rest.textContent;
  if (rest.querySelector('blockquote') || QUOTED.test(text)) return true;
  return text.length < LONGEST_SIGNATURE && !rest.querySelector('th, ul, ol, table[border]:not([border="0"])');
}

/** From the first word on that follows what was newly written, if the HTML begins with just that. */
function afterText(body: HTMLElement, text: string): Range | null {
  let wanted = letters(text.replace(STAND_INS, ''));
  if (!wanted) return null;
  const walker = textsOf(body);
  while (walker.nextNode()) {
    const node = walker.currentNode as Text;
    const found = letters(node.data);
    if (!wanted && found) return fromNode(node, 0, body);
    if (found.length > wanted.length && found.startsWith(wanted)) return fromNode(node, endOf(wanted.length, node.data), body);
    if (!wanted.startsWith(found)) return null;
    wanted = wanted.slice(found.length);
  }
  return null;
}

/** A quote that nothing follows, with the line that says whose it is. */
function lastQuote(body: HTMLElement): Range | null {
  for (const quote of body.querySelectorAll('blockquote')) {
    const after = fromNode(quote, 0, body);
    after.setStartAfter(quote);
    const before = quote.previousElementSibling;
    if (!letters(after.toString())) return fromNode(before?.textContent.trim().endsWith(':') ? before : quote, 0, body);
  }
  return null;
}

function fromNode(node: Node, offset: number, body: HTMLElement): Range {
  const range = body.ownerDocument.createRange();
  range.selectNodeContents(body);
  if (offset > 0) range.setStart(node, offset);
  else range.setStartBefore(node);
  return range;
}

/** How far into the words so many letters reach. */
function endOf(count: number, data: string): number {
  let end = 0;
  for (let seen = 0; seen < count && end < data.length; end++) if (letters(data.charAt(end))) seen++;
  return end;
}

/** Empty lines at the end say nothing. */
function trimEnd(element: Element) {
  for (let last = element.lastChild; last; last = element.lastChild) {
    if (last instanceof Element && last.localName !== 'br') {
      if (last.textContent.trim() || last.matches('img, hr, table') || last.querySelector('img, hr, table')) return trimEnd(last);
    } else if (last.textContent?.trim()) return;
    last.remove();
  }
}

function fold(told: DocumentFragment): HTMLElement {
  const document = told.ownerDocument;
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  details.append(summary, told);
  return details;
}

function textsOf(body: HTMLElement): TreeWalker {
  return body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
}

/** Spaces, signs and line ends differ between a mail's two parts, letters do not. */
function letters(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '');
}

/** Between the two ways to write: what one of them has, for the other. */

const BLOCKS = new Set(['P', 'DIV', 'LI', 'BLOCKQUOTE', 'PRE', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'UL', 'OL', 'HR']);

export function toText(html: string): string {
  const body = new DOMParser().parseFromString(html, 'text/html').body;
  return lines(body).join('\n').trim();
}

/** Paragraphs stand apart by an empty line, the items of a list do not. */
function lines(element: Element): string[] {
  const found: string[] = [];
  let open = '';
  const close = () => {
    if (open) found.push(...open.split('\n'));
    open = '';
  };
  for (const child of element.childNodes) {
    if (!(child instanceof Element)) open += child.textContent ?? '';
    else if (child.tagName === 'BR') open += '\n';
    else if (!BLOCKS.has(child.tagName)) open += child.querySelector('br') ? lines(child).join('\n') : (child.textContent ?? '');
    else {
      close();
      found.push(...block(child));
    }
  }
  close();
  return found;
}

function block(element: Element): string[] {
  const inside = element.tagName === 'PRE' ? (element.textContent ?? '').split('\n') : lines(element);
  if (element.tagName === 'BLOCKQUOTE') return [...trimmed(inside).map((line) => `> ${line}`), ''];
  if (element.tagName === 'LI') return trimmed(inside).map((line, at) => (at ? `  ${line}` : `${bullet(element)} ${line}`));
  return element.parentElement?.tagName === 'LI' && element.tagName === 'P' ? inside : [...inside, ''];
}

function bullet(item: Element): string {
  const list = item.parentElement;
  return list?.tagName === 'OL' ? `${[...list.children].indexOf(item) + 1}.` : '-';
}

function trimmed(found: string[]): string[] {
  return found.at(-1) === '' ? found.slice(0, -1) : found;
}

export function toHtml(text: string): string {
  const paragraphs = text.replaceAll('\r\n', '\n').split(/\n{2,}/);
  return paragraphs.map((each) => `<p>${escaped(each).replaceAll('\n', '<br>')}</p>`).join('');
}

/** What the editor has when nothing stands in it. */
export function saysNothing(html: string): boolean {
  return html.replace(/<\/?(p|br)\b[^>]*>/g, '').trim() === '';
}

export function quoted(text: string): string {
  return `<blockquote>${toHtml(text.trim())}</blockquote>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

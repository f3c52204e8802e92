type Attribute = string | number | boolean | null | undefined;
type Listener = (event: never) => unknown;
export type Child = Node | string | false | null | undefined | Child[];
type Props = Record<string, Attribute | Listener | Child>;

/** An element with its attributes, listeners (`onClick`) and children; what JSX becomes. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  props?: Props | null,
  ...children: Child[]
): HTMLElementTagNameMap[Tag];
export function h<P>(part: (props: P) => HTMLElement, props: P): HTMLElement;
export function h(tag: string | ((props: object) => HTMLElement), props: Props | null = {}, ...children: Child[]) {
  if (typeof tag !== 'string') return tag(props ?? {});
  const element = document.createElement(tag);
  for (const name in props) {
    const value = props[name];
    if (typeof value === 'function') element.addEventListener(name.slice(2).toLowerCase(), value as EventListener);
    else if (value != null && value !== false) element.setAttribute(name, value === true ? '' : `${value}`);
  }
  element.append(...((children as unknown[]).flat(Infinity) as Child[]).filter(Boolean) as (Node | string)[]);
  return element;
}

export declare namespace h.JSX {
  type Element = HTMLElement;
  type IntrinsicElements = Record<keyof HTMLElementTagNameMap, Props>;
  interface ElementChildrenAttribute {
    children: unknown;
  }
}

/** Puts an element in the place of another, if it differs. Who had the focus there has it in what is there now. */
export function renew(before: HTMLElement, now: HTMLElement): HTMLElement {
  if (now.isEqualNode(before)) return before;
  const focused = before.matches(':focus-within');
  before.replaceWith(now);
  if (focused) now.querySelector<HTMLElement>('textarea, button')?.focus();
  return now;
}

/** Makes these the children of a list, and leaves alone which stand there already: whoever reads them or has
    selected something keeps it. What is named twice stands there once. */
export function place(list: Element, wanted: Element[]): void {
  for (const child of [...list.children]) if (!wanted.includes(child)) child.remove();
  wanted.forEach((child, i) => {
    if (list.children[i] !== child) list.insertBefore(child, list.children[i] ?? null);
  });
}

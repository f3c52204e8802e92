/** What somebody marked in it, be it in the page or in a mail's frame. */
export function chosenIn(element: HTMLElement | null): string {
  if (!element) return '';
  const frames = [...element.querySelectorAll('iframe')].map((frame) => frame.contentDocument?.getSelection());
  const own = document.getSelection();
  const within = own?.anchorNode && element.contains(own.anchorNode) ? own : null;
  return [within, ...frames].map((selection) => selection?.toString().trim()).find(Boolean) ?? '';
}

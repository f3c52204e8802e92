/** Whom a note mentions, each once. */
export function mentionedIn(html: string): string[] {
  const found = new DOMParser().parseFromString(html, 'text/html').querySelectorAll('[data-type="mention"]');
  const ids = [...found].map((each) => each.getAttribute('data-id') ?? '');
  return [...new Set(ids.filter(Boolean))];
}

/** The site's own drafts have other names: the widget's stand beside them. */
const NAME = 'deskhand ';

/** What was typed and not sent, until the tab is closed. Browsers that block site data throw on the mere look. */
export class Draft {
  constructor(private readonly key: string) {}

  get text(): string {
    try {
      return sessionStorage.getItem(NAME + this.key) ?? '';
    } catch {
      return '';
    }
  }

  set text(text: string) {
    try {
      if (text) sessionStorage.setItem(NAME + this.key, text);
      else sessionStorage.removeItem(NAME + this.key);
    } catch {
      // Then it lives as long as the page.
    }
  }
}

/** When somebody else is to use the tab. */
export function forgetDrafts() {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(NAME)) sessionStorage.removeItem(key);
  } catch {
    // There are none.
  }
}

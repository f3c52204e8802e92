/** What was typed and not sent, until the tab is closed. Browsers that block site data throw on the mere look. */
export class Draft {
  constructor(private readonly key: string) {}

  get text(): string {
    try {
      return sessionStorage.getItem(this.key) ?? '';
    } catch {
      return '';
    }
  }

  set text(text: string) {
    try {
      sessionStorage.setItem(this.key, text);
    } catch {
      // Then it lives as long as the page.
    }
  }
}

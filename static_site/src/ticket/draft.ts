/** What was typed and not sent, until the tab is closed. The key tells neither ticket nor token. */
export class Draft {
  private readonly key: string;

  constructor(ticket: string) {
    let hash = 5381;
    for (const character of ticket) hash = (hash * 33) ^ character.charCodeAt(0);
    this.key = `draft-${hash >>> 0}`;
  }

  get text(): string {
    return this.storage()?.getItem(this.key) ?? '';
  }

  set text(text: string) {
    if (text) this.storage()?.setItem(this.key, text);
    else this.storage()?.removeItem(this.key);
  }

  /** Browsers that block site data throw on the mere look. */
  private storage(): Storage | undefined {
    try {
      return sessionStorage;
    } catch {
      return undefined;
    }
  }
}

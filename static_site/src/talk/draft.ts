/** The site's own drafts have other names: the widget's stand beside them. */
const NAME = 'deskhand ';
const SENT = `${NAME}sent `;

/** Until the tab is closed; where site data are blocked, which throws on the mere look, as long as the page lives. */
let kept: Partial<Record<string, string>> = {};
try {
  kept = sessionStorage;
} catch {
  // So be it.
}

/** How often somebody else came to use the tab. */
let others = 0;

/** What was typed and not sent. */
export class Draft {
  /** What was sent last, and behind it its name. */
  private sent: string;
  private readonly since = others;

  constructor(private readonly key: string) {
    this.sent = kept[SENT + key] ?? '';
  }

  /** Somebody else uses the tab by now: nothing of it is sent as his, or told him. */
  get lost(): boolean {
    return this.since !== others;
  }

  get text(): string {
    return kept[NAME + this.key] ?? '';
  }

  set text(text: string) {
    keep(NAME + this.key, text);
    if (!text) this.sends('');
  }

  /** Names what is sent. Under the same name the same is done once, though it is sent again since no answer came,
      be it from the next page. Pages that came by plain http can't make a name. Throws if it is lost. */
  named<T extends object>(said: T): T & { once: string | null } {
    if (this.lost) throw 'lost';
    const saying = JSON.stringify(said);
    if (!this.sent.startsWith(saying)) this.sends(saying + (crypto.randomUUID?.() ?? ''));
    return { ...said, once: this.sent.slice(saying.length) || null };
  }

  private sends(sent: string) {
    this.sent = sent;
    keep(SENT + this.key, sent);
  }
}

/** When somebody else is to use the tab. */
export function forgetDrafts() {
  others++;
  for (const key of Object.keys(kept)) if (key.startsWith(NAME)) delete kept[key];
}

function keep(key: string, text: string) {
  try {
    if (text) kept[key] = text;
    else delete kept[key];
  } catch {
    // There is no room for more.
  }
}

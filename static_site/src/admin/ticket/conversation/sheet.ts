import { t } from '../../texts/words';

/*
 * The page on which a mail is shown: in a frame that runs no script, with a policy of its own, by
 * which nothing of it loads from elsewhere unless the operator asks for its images.
 */
const CLOSED = "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'";
const WITH_IMAGES = "default-src 'none'; img-src https: data: blob:; style-src 'unsafe-inline'";

const STYLE = `
html { overflow: hidden; color-scheme: light; }
body { margin: 0; background: transparent; color: #1f2328; font: 14px/1.55 Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: break-word; }
.sheet { display: flow-root; overflow: auto hidden; }
.sheet > :first-child, .sheet > :first-child > :first-child { margin-block-start: 0; }
.sheet > :last-child, .sheet > :last-child > :last-child { margin-block-end: 0; }
html:not(.paper) .sheet :not(pre, code, kbd, samp, tt) { font-family: inherit !important; }
.paper .sheet { padding: 10px; background: #fff; }
.paper .sheet:has(> table:first-child) { padding: 0; }
img { max-width: 100%; height: auto; }
img[data-remote-src] { outline: 1px dashed #8886; min-width: 16px; min-height: 16px; }
pre { white-space: pre-wrap; }
blockquote { margin: 8px 0; padding-inline-start: 12px; border-inline-start: 3px solid #8886; }
a[href] { color: #3b5bdb; }
details { margin-block-start: 8px; }
summary { display: inline-block; padding: 0 8px; border-radius: 8px; background: #8883; line-height: 18px; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::before { content: "…"; font-weight: 700; }
summary span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:focus-visible { outline: 2px solid #4c6ef5; outline-offset: 1px; }
.dark:not(.paper) { color-scheme: dark; }
.dark:not(.paper) body { color: #d8d9dc; }
.dark:not(.paper) .sheet * { color: inherit !important; background: none !important; border-color: #8886 !important; }
.dark:not(.paper) .sheet summary { background: #8886 !important; }
.dark:not(.paper) .sheet a[href] { color: #91a7ff !important; }`;

export function sheet(body: string, { images, open }: { images: boolean; open: boolean }): string {
  const shown = images ? withImages(body) : body;
  const named = shown.replace(/<details><summary>/g, `<details${open ? ' open' : ''}><summary><span>${t('talk.show_rest')}</span>`);
  return `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${images ? WITH_IMAGES : CLOSED}"><meta name="referrer" content="no-referrer"><base target="_blank"><style>${STYLE}</style><body><div class="sheet" dir="auto">${named}</div>`;
}

/** Only by https: the page around it allows nothing else. */
function withImages(body: string): string {
  return body.replace(/ data-remote-src="https?:/g, ' src="https:');
}

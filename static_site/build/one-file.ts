import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** Files are uploaded to the bucket, which is another origin: on AWS, or on the local stack. */
const STORAGE = 'https://*.amazonaws.com http://127.0.0.1:*';

/** Puts a page's script and style into its HTML, and allows by their hashes nothing but them. */
export const oneFile: Plugin = {
  name: 'one-file',
  enforce: 'post',
  generateBundle(_, bundle) {
    const page = bundle['index.html'];
    if (page?.type !== 'asset') throw new Error('there is no index.html');
    const parts = Object.values(bundle).filter(({ fileName }) => /\.(js|css)$/.test(fileName));
    const style = parts.map((part) => (part.type === 'asset' ? String(part.source).trim() : '')).join('');
    const script = parts.map((part) => (part.type === 'chunk' ? inlined(part.code) : '')).join('');
    page.source = String(page.source)
      .replace(/<(script|link)[^>]*(assets\/)[^>]*>(<\/script>)?/g, '')
      .replace('%CSP%', () => policy(script, style))
      .replace(/>\s+</g, '><')
      .replace('</head>', () => `<style>${style}</style><script type="module">${script}</script></head>`);
    for (const part of parts) delete bundle[part.fileName];
  },
};

function inlined(code: string): string {
  return code.trim().replaceAll('</script', '<\\/script');
}

function policy(script: string, style: string): string {
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    'img-src data:',
    `connect-src 'self' ${STORAGE}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join(';');
}

function hash(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

import type { Plugin } from 'vite';

/** What is within another site's page leaves it no names: those at the top of a classic script are the page's. */
export const oneScope: Plugin = {
  name: 'one-scope',
  enforce: 'post',
  generateBundle(_, bundle) {
    for (const part of Object.values(bundle)) {
      if (part.type === 'chunk' && part.isEntry) part.code = `(()=>{${part.code.trim()}})();`;
    }
  },
};

/** The size of a `rem` is the page's. */
export const pixels = {
  postcssPlugin: 'pixels',
  Declaration: (declaration: { value: string }) => {
    declaration.value = inPixels(declaration.value);
  },
  AtRule: (rule: { params: string }) => {
    rule.params = inPixels(rule.params);
  },
};

function inPixels(value: string): string {
  return value.replace(/([\d.]+)rem\b/g, (_, rem: string) => `${Number(rem) * 16}px`);
}

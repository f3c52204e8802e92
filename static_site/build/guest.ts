import type { Plugin } from 'vite';

/** Tells the loader the panel's name. Names at the top of a classic script are the page's: it leaves none there. */
export const loader: Plugin = {
  name: 'loader',
  enforce: 'post',
  generateBundle(_, bundle) {
    const { 'widget.js': script, ...others } = bundle;
    const panel = Object.keys(others).find((name) => name.startsWith('panel.'));
    if (script?.type !== 'chunk' || !panel) throw new Error('there is no loader, or no panel');
    script.code = `(()=>{${script.code.trim().replace('__PANEL__', JSON.stringify(panel))}})();\n`;
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

import react from '@vitejs/plugin-react';
import { defineConfig, type UserConfig } from 'vite';
import { loader, pixels } from './build/guest.ts';
import { oneFile } from './build/one-file.ts';
import { texts } from './build/texts.ts';

/** JSX makes elements (src/talk/h.ts). */
const elements: UserConfig = { oxc: { jsx: { runtime: 'classic', pragma: 'h' } } };

const pages: Record<string, UserConfig> = {
  ticket: { root: 'src/ticket', ...elements, plugins: [texts('ticket'), oneFile], build: { outDir: '../../dist/ticket', modulePreload: false } },
  widget: {
    root: 'src/widget',
    ...elements,
    plugins: [texts('widget'), loader],
    css: { postcss: { plugins: [pixels] } },
    build: {
      outDir: '../../dist/widget',
      // Else `color-scheme` is rewritten for browsers that have no `light-dark()`.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      // As a library: of a page's scripts Vite would have each other loaded ahead.
      lib: { entry: { widget: 'loader.ts', panel: 'panel.tsx' }, formats: ['es'] },
      rolldownOptions: {
        output: { entryFileNames: ({ name }) => (name === 'widget' ? 'widget.js' : '[name].[hash].js'), minify: true, comments: false },
      },
    },
  },
  demo: { root: 'src/demo', build: { outDir: '../../dist/demo', modulePreload: false } },
  // Its places are deep links: files are found from the root, not from where the reader stands.
  admin: { root: 'src/admin', base: '/admin/', plugins: [react()], build: { outDir: '../../dist/admin', manifest: true } },
};

export default defineConfig(({ mode }) => {
  const page = pages[mode];
  if (!page) throw new Error(`no page named ${mode}: vite build -m ${Object.keys(pages).join('|')}`);
  return {
    base: './',
    ...page,
    build: { target: 'es2022', emptyOutDir: true, reportCompressedSize: false, ...page.build },
  };
});

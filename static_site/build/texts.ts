import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const SOURCES = new URL('../src/', import.meta.url);

/** Lays the languages of a page beside it, each one file: what `talk` says, and what the page says. Only English
    is within the script. All have one version in their name, so that a script needs to know no more than that. */
export function texts(page: string): Plugin {
  const folders = ['talk', page].map((name) => new URL(`${name}/texts/`, SOURCES));
  const files = readdirSync(folders[0]!).map((name) => {
    const said = folders.map((folder) => JSON.parse(readFileSync(new URL(name, folder), 'utf-8')));
    return { language: name.replace('.json', ''), source: JSON.stringify(Object.assign({}, ...said)) };
  });
  const version = createHash('sha256').update(files.map(({ source }) => source).join()).digest('hex').slice(0, 8);
  return {
    name: 'texts',
    config: () => ({ define: { __TEXTS__: JSON.stringify(version) } }),
    generateBundle() {
      for (const { language, source } of files.filter((file) => file.language !== 'en')) {
        this.emitFile({ type: 'asset', fileName: `texts/${language}.${version}.json`, source });
      }
    },
  };
}

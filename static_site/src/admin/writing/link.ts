import { Mark, markPasteRule, mergeAttributes } from '@tiptap/core';
import type { MarkType } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

const SAFE = /^(https?:\/\/|mailto:|tel:)/i;
/** The full stop behind an address is the sentence's. */
const ADDRESS = String.raw`(?:(?:https?:\/\/|www\.)[^\s<>"]*[^\s<>".,;:!?)\]']|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)`;
const ANY = new RegExp(ADDRESS, 'gi');
const WHOLE = new RegExp(`^${ADDRESS}$`, 'i');
const LAST_WORD = new RegExp(`(?<=^|[\\s(])(${ADDRESS})[.,;:!?)\\]']*$`, 'i');

/** Tiptap's own brings along a list of all top-level domains. */
export const Link = Mark.create({
  name: 'link',
  inclusive: false,
  keepOnSplit: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [{ tag: 'a[href]', getAttrs: (anchor) => SAFE.test(anchor.getAttribute('href') ?? '') && null }],
  renderHTML: ({ HTMLAttributes }) => ['a', mergeAttributes({ target: '_blank', rel: 'noopener noreferrer nofollow' }, HTMLAttributes), 0],
  addPasteRules() {
    return [markPasteRule({ find: ANY, type: this.type, getAttributes: ([address]) => ({ href: leadsTo(address) }) })];
  },
  addProseMirrorPlugins() {
    const { type } = this;
    return [
      new Plugin({
        props: {
          handleTextInput: (view, _from, _to, typed) => /^\s/.test(typed) && linkLastWord(view, type),
          handleKeyDown: (view, { key }) => key === 'Enter' && linkLastWord(view, type),
          handlePaste: (view, event) => linkSelected(view, type, event.clipboardData?.getData('text/plain').trim() ?? ''),
        },
      }),
    ];
  },
});

/** What somebody typed as an address, made whole; empty if a letter must not lead there. */
export function leadsTo(typed: string): string {
  const address = typed.trim();
  if (!address || SAFE.test(address)) return address;
  if (/^[^\s@/:]+@[^\s@/]+$/.test(address)) return `mailto:${address}`;
  return /^[\w+-]+:/.test(address) ? '' : `https://${address}`;
}

/** Only adds to what the key does: it goes on. */
function linkLastWord({ state, dispatch }: EditorView, link: MarkType): false {
  const { $from } = state.selection;
  const [found, address] = LAST_WORD.exec($from.parent.textBetween(0, $from.parentOffset, ' ', ' ')) ?? [];
  if (!found || !address || $from.parent.type.spec.code) return false;
  const from = $from.pos - found.length;
  const to = from + address.length;
  const taken = ['link', 'code'].some((name) => state.doc.rangeHasMark(from, to, state.schema.marks[name]!));
  if (!taken) dispatch(state.tr.addMark(from, to, link.create({ href: leadsTo(address) })));
  return false;
}

/** An address that is pasted over words. */
function linkSelected({ state, dispatch }: EditorView, link: MarkType, address: string): boolean {
  const { from, to, empty } = state.selection;
  if (empty || !WHOLE.test(address)) return false;
  dispatch(state.tr.addMark(from, to, link.create({ href: leadsTo(address) })));
  return true;
}

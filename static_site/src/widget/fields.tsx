import { fill } from '../shared/fill';
import { h } from '../talk/h';
import { locale } from '../talk/words';
import type { Prefill } from './deskhand';
import { Field } from './field';
import { claims, desk, proven, type Desk } from './visit';
import { text } from './words';

export type Fields = Partial<Record<keyof Prefill, Field>>;

const LINE = 300;
const ADDRESS = /^[^\s<>(),;:"\\@]+@[^\s<>(),;:"\\@]+\.[^\s<>(),;:"\\@]+$/;

/** What the desk asks for, and of who is proven only what his token does not tell. */
export function fieldsFor(hasFiles: () => boolean): Fields {
  const stranger = !proven();
  const known = stranger ? {} : claims();
  const asks = (name: 'phone' | 'category' | 'priority') => desk.fields.includes(name);
  const fields: Record<keyof Prefill, Field | false> = {
    name: !known.name && line('name', { autocomplete: 'name' }),
    email: stranger && line('email', { type: 'email', autocomplete: 'email', maxlength: 254 }, ofAddress),
    phone: asks('phone') && !known.phone && line('phone', { type: 'tel', autocomplete: 'tel' }),
    category: asks('category') && category(desk.categories),
    subject: line('subject', { autocomplete: 'off' }, (value) => (value ? '' : text.subject_missing)),
    message: new Field(h('textarea', { id: 'message', dir: 'auto' }), (value) =>
      !value && !hasFiles() ? text.message_missing : tooLong(value, desk.limits.message),
    ),
    priority: asks('priority') && priority(),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field));
}

function line(name: string, attributes: object, objection?: (value: string) => string): Field {
  return new Field(h('input', { id: name, name, dir: 'auto', maxlength: LINE, ...attributes }), objection);
}

function category(categories: Desk['categories']): Field {
  const options = categories.map(({ code, name }) => <option value={code}>{name}</option>);
  const control = h('select', { id: 'category' }, <option value="">{text.choose}</option>, options);
  return new Field(control, undefined, (chosen) => categories.find(({ code }) => code === chosen)?.help_text ?? '');
}

function priority(): Field {
  const options = (['low', 'normal', 'high', 'urgent'] as const).map((each) => (
    <option value={each} selected={each === 'normal'}>
      {text[each]}
    </option>
  ));
  return new Field(h('select', { id: 'priority' }, options));
}

/** Not by `maxlength`: that cuts off what is pasted, and says nothing. */
function tooLong({ length }: string, most: number): string {
  return length > most ? fill(text.too_long, { count: most.toLocaleString(locale) }) : '';
}

function ofAddress(value: string): string {
  if (!value) return text.email_missing;
  return ADDRESS.test(value) ? '' : text.email_wrong;
}

import { fill } from '../shared/fill';
import { h } from '../talk/h';
import { locale } from '../talk/words';
import type { Prefill } from './deskhand';
import { Field } from './field';
import type { Visit } from './visit';
import { text } from './words';

export type Fields = Partial<Record<keyof Prefill, Field>>;

const LINE = 300;
const ADDRESS = /^[^\s<>(),;:"\\@]+@[^\s<>(),;:"\\@]+\.[^\s<>(),;:"\\@]+$/;

/** What the desk asks for, and of who is proven only what his token does not tell. */
export function fieldsFor({ desk, proven, claims }: Visit, hasFiles: () => boolean): Fields {
  const known = proven ? claims : {};
  const asks = (name: 'phone' | 'category' | 'priority') => desk.fields.includes(name);
  return {
    ...(!known.name && { name: line('name', { autocomplete: 'name' }, { optional: true }) }),
    ...(!proven && { email: line('email', { type: 'email', autocomplete: 'email', maxlength: 254 }, { objection: ofAddress }) }),
    ...(asks('phone') && !known.phone && { phone: line('phone', { type: 'tel', autocomplete: 'tel' }, { optional: true }) }),
    ...(asks('category') && { category: category(desk.categories) }),
    subject: line('subject', { autocomplete: 'off' }, { objection: (value) => (value ? '' : text.subject_missing) }),
    message: new Field(h('textarea', { id: 'message', dir: 'auto' }), text.message, {
      objection: (value) => (!value && !hasFiles() ? text.message_missing : tooLong(value, desk.limits.message)),
    }),
    ...(asks('priority') && { priority: priority() }),
  };
}

type Asked = ConstructorParameters<typeof Field>[2];

function line(name: 'name' | 'email' | 'phone' | 'subject', attributes: object, asked: Asked): Field {
  return new Field(h('input', { id: name, name, dir: 'auto', maxlength: LINE, ...attributes }), text[name], asked);
}

function category(categories: Visit['desk']['categories']): Field {
  const options = categories.map(({ code, name }) => <option value={code}>{name}</option>);
  return new Field(h('select', { id: 'category' }, <option value="">{text.choose}</option>, ...options), text.category, {
    optional: true,
    help: (chosen) => categories.find(({ code }) => code === chosen)?.help_text ?? '',
  });
}

function priority(): Field {
  const options = (['low', 'normal', 'high', 'urgent'] as const).map((each) => (
    <option value={each} selected={each === 'normal'}>
      {text[each]}
    </option>
  ));
  return new Field(h('select', { id: 'priority' }, ...options), text.priority, { optional: true });
}

/** Not by `maxlength`: that cuts off what is pasted, and says nothing. */
function tooLong({ length }: string, most: number): string {
  return length > most ? fill(text.too_long, { count: most.toLocaleString(locale) }) : '';
}

function ofAddress(value: string): string {
  if (!value) return text.email_missing;
  return ADDRESS.test(value) ? '' : text.email_wrong;
}

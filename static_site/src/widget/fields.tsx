import { h } from '../talk/h';
import type { Prefill } from './deskhand';
import { Field } from './field';
import type { Visit } from './visit';
import { text } from './words';

export type Fields = Partial<Record<keyof Prefill, Field>>;

const LINE = 300;
const ADDRESS = /^[^\s<>(),;:"\\@]+@[^\s<>(),;:"\\@]+$/;

/** What the desk asks for, and of who is proven only what his token does not tell. */
export function fieldsFor({ desk, proven, claims }: Visit, hasFiles: () => boolean): Fields {
  const known = proven ? claims : {};
  const asks = (name: 'phone' | 'category' | 'priority') => desk.fields.includes(name);
  return {
    ...(!known.name && { name: line('name', { autocomplete: 'name' }, { optional: true }) }),
    ...(!proven && { email: line('email', { type: 'email', autocomplete: 'email', maxlength: 254 }, { objection: ofAddress }) }),
    ...(asks('phone') && !known.phone && { phone: line('phone', { type: 'tel', autocomplete: 'tel' }, { optional: true }) }),
    ...(asks('category') && { category: category(desk.categories) }),
    subject: line('subject', { autocomplete: 'off' }, { objection: needed(text.subject_missing) }),
    message: new Field(h('textarea', { id: 'message', dir: 'auto', maxlength: desk.limits.message }), text.message, {
      objection: (value) => (hasFiles() ? '' : needed(text.message_missing)(value)),
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

function needed(problem: string): (value: string) => string {
  return (value) => (value ? '' : problem);
}

function ofAddress(value: string): string {
  if (!value) return text.email_missing;
  return ADDRESS.test(value) ? '' : text.email_wrong;
}

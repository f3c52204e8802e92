import { useQuery } from '@tanstack/react-query';
import { customerQuery, useFoundCustomers } from '../api/customers';
import { useDesks, useMe, useOperators } from '../api/queries';
import { PRIORITIES, priorityName, STATUSES, statusName } from '../parts/badges';
import { customerName, operatorName } from '../parts/people';
import { t } from '../texts/words';
import type { Asking } from './asking';
import type { Row } from './list';
import type { Option } from './Pick';
import { FIELDS, isOffered, offeredStatuses, valuesOf, type Chosen, type Field } from './question';

const SHORTEST = 2;
const SOME = 12;

export function fieldName(field: Field): string {
  return t(`inbox.field_${field}`);
}

/** What a list may be narrowed to, as `field:value`. Customers are found by typing. */
export function useChoices({ view, question }: Asking, rows: readonly Row[], text: string) {
  const desks = useDesks();
  const me = useMe().operator.id;
  const operators = useOperators();
  const customers = useFoundCustomers(text, SHORTEST);
  const categories = desks.filter((desk) => question.desk.length === 0 || question.desk.includes(desk.id)).flatMap((desk) => desk.categories);
  const values: Record<Field, readonly (readonly [string, string])[]> = {
    desk: desks.length > 1 ? desks.map((desk) => [desk.id, desk.name]) : [],
    status: offeredStatuses(view).map((status) => [status, statusName(status)]),
    assignee: [
      ['me', t('common.me')],
      ['none', t('common.nobody')],
      ...operators.filter((each) => each.active && each.id !== me).map((each) => [each.id, each.name] as const),
    ],
    priority: PRIORITIES.map((priority) => [priority, priorityName(priority)]),
    category: [...new Map(categories.map((category) => [category.code, category.name]))],
    tag: [...new Set([...(text.trim() ? [text.trim()] : []), ...rows.flatMap((row) => row.tags)])].slice(0, SOME).map((tag) => [tag, tag]),
    customer: customers.found.map((customer) => [customer.id, customerName(customer)]),
  };
  const offered = (field: Field) => isOffered(view, field) && (field === 'tag' || field === 'customer' || values[field].length > 0);
  const options = (field: Field): Option[] =>
    values[field]
      .filter(([value]) => !asked(question, view, field).includes(value))
      .map(([value, label]) => ({ value: `${field}:${value}`, label, group: fieldName(field) }));
  return { fields: FIELDS.filter(offered), options, busy: customers.looking };
}

/** A standing view's own statuses may be narrowed down to one of them. */
function asked(question: Asking['question'], view: Asking['view'], field: Field): readonly string[] {
  const values = valuesOf(question, field);
  return field === 'status' && values.length === offeredStatuses(view).length ? [] : values;
}

/** What a value is called, as chips have it. */
export function useValueNames({ field, values }: Chosen): string {
  const desks = useDesks();
  const operators = useOperators();
  const customer = useQuery({ ...customerQuery(values[0] ?? ''), enabled: field === 'customer' }).data;
  const name = (value: string): string | undefined => {
    switch (field) {
      case 'desk':
        return desks.find((desk) => desk.id === value)?.name;
      case 'status':
        return STATUSES.filter((status) => status === value).map(statusName)[0];
      case 'priority':
        return PRIORITIES.filter((priority) => priority === value).map(priorityName)[0];
      case 'assignee':
        if (value === 'me') return t('common.me');
        return value === 'none' ? t('common.nobody') : operatorName(operators, value);
      case 'category':
        return desks.flatMap((desk) => desk.categories).find((each) => each.code === value)?.name;
      case 'customer':
        return customer && customerName(customer);
      case 'tag':
        return value;
    }
  };
  return values.map((value) => name(value) ?? value).join(', ');
}

import type { Schemas } from '../../api/client';
import { ofMe } from '../../api/queries';
import { customerName, fullName } from '../../parts/people';
import { t } from '../../texts/words';
import { isAddress } from '../addresses';
import { Sheet, type Written } from '../sheet';
import { Store } from '../../parts/store';

export interface Contact {
  first_name: string;
  last_name: string;
  email: string;
  phone: string;
}

/** Whom it is for: a customer of the CRM, or somebody of whom only this ticket knows. */
export type Who = { customer: Schemas['Customer'] } | { contact: Contact };

export interface Form {
  who: Who | null;
  desk_id: string;
  subject: string;
  category: string | null;
  priority: Schemas['Priority'];
  assignee: string | null;
  tags: string[];
  send: boolean;
}

const EMPTY: Form = { who: null, desk_id: '', subject: '', category: null, priority: 'normal', assignee: null, tags: [], send: true };

/** Kept in this tab until the ticket is open, so that nothing is lost by looking elsewhere. */
export class NewTicketForm extends Store<Form> {
  readonly sheet: Sheet;
  private readonly place = ofMe('new-ticket');

  constructor() {
    const kept = sessionStorage.getItem(ofMe('new-ticket'));
    const { form, written }: { form: Form; written?: Written } = kept ? JSON.parse(kept) : { form: EMPTY };
    super(form);
    this.sheet = new Sheet(written && { ...written, files: written.files.filter((file) => file.state === 'there') });
    this.subscribe(() => this.keep());
    this.sheet.subscribe(() => this.keep());
  }

  clear(): void {
    this.sheet.put({ html: '', text: '', files: [] });
    this.set(EMPTY);
    sessionStorage.removeItem(this.place);
  }

  private keep(): void {
    sessionStorage.setItem(this.place, JSON.stringify({ form: this.get(), written: this.sheet.written }));
  }
}

export function emailOf(who: Who | null): string {
  if (!who) return '';
  return 'customer' in who ? (who.customer.emails?.[0] ?? '') : who.contact.email.trim();
}

export function nameOfWho(who: Who): string {
  return 'contact' in who ? fullName(who.contact) || who.contact.email : customerName(who.customer);
}

/** What is missing, by field, as the API would name it. */
export function missing({ who, desk_id, subject, send }: Form, sheet: Sheet): Record<string, string> {
  const email = emailOf(who);
  const wrong: [string, string | false][] = [
    ['who', !isSomebody(who) && t('writing.needs_customer')],
    ['who', isSomebody(who) && send && !email && t('writing.needs_email')],
    ['email', email !== '' && !isAddress(email) && t('writing.not_an_address', { address: email })],
    ['desk_id', !desk_id && t('writing.needs_desk')],
    ['subject', !subject.trim() && t('writing.needs_subject')],
    ['text', sheet.isEmpty && t('writing.needs_text')],
    ['text', sheet.get().files.some((file) => file.state === 'failed') && t('writing.failed_files')],
  ];
  return Object.fromEntries(wrong.filter((each): each is [string, string] => Boolean(each[1])));
}

function isSomebody(who: Who | null): who is Who {
  if (!who || 'customer' in who) return who !== null;
  return Object.values(who.contact).some((value) => value.trim());
}

export function request(form: Form, sheet: Sheet): Schemas['NewTicket'] {
  const { who, ...fields } = form;
  const customer_id = who && 'customer' in who ? who.customer.id : null;
  const requester = who && 'contact' in who ? filled(who.contact) : {};
  return {
    ...fields,
    ...sheet.body,
    customer_id,
    requester,
    subject: form.subject.trim(),
    status: 'new',
    ccs: [],
  };
}

function filled(contact: Contact): Partial<Contact> {
  const entries = Object.entries(contact).map(([name, value]) => [name, value.trim()]);
  return Object.fromEntries(entries.filter(([, value]) => value));
}

/** `Ada Byron <ada@example.com>`, or a part of it. */
export function typedContact(text: string): Contact {
  const email = text.split(/[\s<>,;]+/).find(isAddress) ?? '';
  const words = text.replace(email, '').replace(/[<>,;]/g, ' ').split(/\s+/).filter(Boolean);
  const last_name = words.length > 1 ? (words.pop() ?? '') : '';
  return { first_name: words.join(' '), last_name, email, phone: '' };
}

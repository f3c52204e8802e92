import { Refused, unsent, type Schemas } from '../talk/api';
import { Attachments } from '../talk/Attachments';
import type { Draft } from '../talk/draft';
import { h } from '../talk/h';
import type { Prefill } from './deskhand';
import { draftOf } from './draft';
import { type Fields, fieldsFor } from './fields';
import type { View } from './frame';
import * as visit from './visit';
import { text } from './words';

export type Sent = Schemas['Sent'];

/** Asks for a new ticket. */
export class FormView implements View {
  private readonly fields: Fields;
  private readonly draft: Draft;
  private readonly files: Attachments;
  /** No person sees it: what fills it is a program. */
  private readonly trap = h('input', { class: 'unseen', name: 'website', tabindex: -1, autocomplete: 'off', 'aria-hidden': 'true' });
  private readonly problem = <p class="problem" role="alert" />;
  private readonly button = h('button', { class: 'main' }, text.send);
  private busy = false;
  readonly element: HTMLElement;

  constructor(
    zone: EventTarget,
    prefilled: Prefill,
    private readonly onSent: (sent: Sent, values: Prefill) => unknown,
  ) {
    const desk = visit.desk;
    this.draft = draftOf(visit.address, visit.whose);
    this.files = new Attachments(visit.announce, zone, () => this.tell());
    this.fields = fieldsFor(() => !!this.files.count);
    this.element = (
      <form novalidate onSubmit={this.send} onKeyDown={this.shortcut} onInput={() => this.keep()}>
        <h2 tabindex="-1">{visit.proven() ? text.another_form : text.form}</h2>
        {desk.help_text && (
          <p class="help" dir="auto">
            {desk.help_text}
          </p>
        )}
        {Object.values(this.fields).map(({ element }) => element)}
        {desk.attachments && this.files.element}
        {this.trap}
        {this.problem}
        {this.button}
      </form>
    );
    this.restore();
    this.prefill(prefilled);
  }

  /** What the visitor typed himself stays. */
  prefill(values: Prefill) {
    this.each((name, field) => {
      const value = values[name];
      if (value && !field.typed) field.value = value;
    });
  }

  private restore() {
    const kept = JSON.parse(this.draft.text || '{}');
    this.prefill(kept);
    this.each((name, field) => (field.typed = name in kept));
  }

  private keep() {
    this.draft.text = JSON.stringify(this.values(({ typed }) => typed));
    visit.prove();
    this.tell();
  }

  private values(which: (field: Fields['subject'] & {}) => unknown): Prefill {
    const values: Prefill = {};
    this.each((name, field) => {
      if (which(field)) values[name] = field.value;
    });
    return values;
  }

  private each(meet: (name: keyof Prefill, field: Fields['subject'] & {}) => void) {
    for (const [name, field] of Object.entries(this.fields)) meet(name as keyof Prefill, field);
  }

  private tell(problem = '') {
    this.problem.textContent = problem;
  }

  private shortcut = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.send(event);
  };

  private send = async (event: Event) => {
    event.preventDefault();
    if (this.busy || !this.complete()) return;
    this.wait(true);
    try {
      await this.deliver();
    } catch (error) {
      this.refused(error);
    }
    this.wait(false);
  };

  private complete(): boolean {
    const wrong = Object.values(this.fields).filter((field) => !field.check());
    wrong[0]?.focus();
    this.tell();
    return !wrong[0];
  }

  private async deliver() {
    const attachments = await this.files.ids();
    if (!attachments) return this.tell(text.files_failed);
    if (!this.complete()) return; // a file was taken off meanwhile
    const values = this.values(({ value }) => value);
    const form = { ...values, attachments, website: this.trap.value } as Schemas['WidgetForm'];
    const sent = await visit.send(() => this.draft.named(form));
    this.draft.text = '';
    if (!this.draft.lost) this.onSent(sent, values);
  }

  private refused(error: unknown) {
    const errors = (error instanceof Refused && error.problem.errors) || [];
    const wrong = errors.flatMap(({ field }) => this.fields[field as keyof Prefill] ?? []);
    for (const field of wrong) field.tell(text.field_wrong);
    wrong[0]?.focus();
    this.tell(wrong[0] ? '' : unsent(error));
  }

  private wait(busy: boolean) {
    this.busy = busy;
    this.files.element.inert &&= busy;
    this.each((_, field) => field.hold(busy));
    this.button.ariaDisabled = `${busy}`;
    this.button.textContent = busy ? text.sending : text.send;
  }
}

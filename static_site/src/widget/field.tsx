import { fill } from '../shared/fill';
import { h } from '../talk/h';
import type { Prefill } from './deskhand';
import { text } from './words';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

type Said = (value: string) => string;

/** A control with its label, and what there is to say of its value. */
export class Field {
  /** By the visitor himself: nobody else then changes it. */
  typed = false;
  private readonly problem: HTMLElement;
  private readonly help: HTMLElement;
  readonly element: HTMLElement;

  constructor(
    private readonly control: Control,
    /** What is wrong with a value, or nothing. Where nothing can be, none is needed. */
    private readonly objection?: Said,
    /** What there is to know of a value. */
    private readonly helpWith?: Said,
  ) {
    const { id } = control;
    const label = text[id as keyof Prefill];
    this.problem = <p class="problem" id={`${id}-problem`} />;
    this.help = <small id={`${id}-help`} />;
    this.element = (
      <div class="field">
        <label for={id}>{objection ? label : fill(text.optional, { label })}</label>
        {control}
        {this.help}
        {this.problem}
      </div>
    );
    control.setAttribute('aria-describedby', `${id}-help ${id}-problem`);
    control.ariaRequired = `${!!objection}`;
    control.addEventListener('input', () => {
      this.typed = true;
      this.changed();
    });
  }

  get value(): string {
    return this.control.value.trim();
  }

  /** What is no choice here changes nothing. */
  set value(value: string) {
    const { control } = this;
    const before = control.value;
    control.value = value;
    control.value ||= before;
    this.changed();
  }

  focus() {
    this.control.focus();
  }

  /** While it is sent. A choice has no `readOnly`; disabled, it would lose the focus. */
  hold(held: boolean) {
    const { control } = this;
    Object.assign(control, { readOnly: held });
    for (const option of control.querySelectorAll('option')) option.disabled = held && !option.selected;
  }

  /** Whether the value will do; tells what is wrong with it. */
  check(): boolean {
    this.tell(this.objection?.(this.value));
    return !this.problem.textContent;
  }

  tell(problem = '') {
    this.problem.textContent = problem;
    this.control.ariaInvalid = `${!!problem}`;
  }

  /** It complains no sooner than it was sent, and stops as soon as it is right. */
  private changed() {
    this.help.textContent = this.helpWith?.(this.value) ?? '';
    if (this.problem.textContent) this.check();
  }
}

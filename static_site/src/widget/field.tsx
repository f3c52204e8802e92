import { fill } from '../shared/fill';
import { h } from '../talk/h';
import { text } from './words';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

interface Asked {
  optional?: boolean;
  /** What is wrong with a value, or nothing. */
  objection?: (value: string) => string;
  /** What there is to know of a value. */
  help?: (value: string) => string;
}

/** A control with its label, and what there is to say of its value. */
export class Field {
  /** By the visitor himself: nobody else then changes it. */
  typed = false;
  private readonly problem: HTMLElement;
  private readonly help: HTMLElement;
  readonly element: HTMLElement;

  constructor(
    private readonly control: Control,
    label: string,
    private readonly asked: Asked,
  ) {
    const { id } = control;
    this.problem = <p class="problem" id={`${id}-problem`} />;
    this.help = <small id={`${id}-help`} />;
    this.element = (
      <div class="field">
        <label for={id}>{asked.optional ? fill(text.optional, { label }) : label}</label>
        {control}
        {this.help}
        {this.problem}
      </div>
    );
    control.setAttribute('aria-describedby', `${id}-help ${id}-problem`);
    control.ariaRequired = `${!asked.optional}`;
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

  /** Whether the value will do; tells what is wrong with it. */
  check(): boolean {
    this.tell(this.asked.objection?.(this.value));
    return !this.problem.textContent;
  }

  tell(problem = '') {
    this.problem.textContent = problem;
    this.control.ariaInvalid = `${!!problem}`;
  }

  /** It complains no sooner than it was sent, and stops as soon as it is right. */
  private changed() {
    this.help.textContent = this.asked.help?.(this.value) ?? '';
    if (this.problem.textContent) this.check();
  }
}

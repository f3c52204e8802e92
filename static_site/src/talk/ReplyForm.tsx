import { fill } from '../shared/fill';
import { Refused, unsent, type Correspondence, type Message, type Ticket } from './api';
import { Attachments } from './Attachments';
import { Draft } from './draft';
import { h } from './h';
import { naming } from './naming';
import { locale, text } from './words';

const LONGEST_TEXT = 50_000;

export interface Writing {
  api: Correspondence;
  /** Where files may be dropped. */
  zone: EventTarget;
  onSent(message: Message): void;
  /** The ticket takes no more from here: it was closed for good meanwhile, or has a new link. */
  onRefused(): void;
}

/** Writes to the desk about one ticket. */
export class ReplyForm {
  private readonly draft: Draft;
  private named = naming();
  private readonly field = h('textarea', { id: 'message', dir: 'auto', 'aria-describedby': 'problem' });
  private readonly problem = <p id="problem" class="problem" role="alert" />;
  private readonly sent = <p class="sent" role="status" />;
  private readonly button = <button class="main">{text.send}</button>;
  private readonly reopens = <p>{text.reopens}</p>;
  private readonly files: Attachments | false;
  private readonly form: HTMLElement;
  readonly element = <div />;

  constructor(
    { desk, created_at }: Ticket,
    private readonly writing: Writing,
  ) {
    // Of all that is known of a ticket its time tells the least of it.
    this.draft = new Draft(`draft ${created_at}`);
    this.field.value = this.draft.text;
    this.field.oninput = () => this.changed();
    this.files = desk.attachments && new Attachments(writing.api.announce, writing.zone, () => this.changed());
    this.form = (
      <form novalidate onSubmit={this.send} onKeyDown={this.shortcut}>
        <h2>
          <label for="message">{text.write}</label>
        </h2>
        {this.reopens}
        {desk.help_text && (
          <p class="help" dir="auto">
            {desk.help_text}
          </p>
        )}
        {this.field}
        {this.files && this.files.element}
        {this.button}
        {this.problem}
        {this.sent}
      </form>
    );
  }

  show({ may_comment, status }: Ticket) {
    this.reopens.hidden = status !== 'closed';
    const shown = may_comment ? this.form : <p class="over">{text.over}</p>;
    if (!shown.isConnected) this.element.replaceChildren(shown);
  }

  private changed() {
    this.draft.text = this.field.value;
    this.tell();
  }

  private tell(problem = '', sent = '') {
    this.problem.textContent = problem;
    this.sent.textContent = sent;
    this.field.ariaInvalid = problem && this.objection() ? 'true' : 'false';
  }

  private complain(problem: string) {
    this.tell(problem);
    this.field.focus();
  }

  private shortcut = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.send(event);
  };

  private send = async (event: Event) => {
    event.preventDefault();
    if (this.field.readOnly) return;
    const wrong = this.objection();
    if (wrong) return this.complain(wrong);
    this.tell();
    this.busy(true);
    await this.deliver();
    this.busy(false);
  };

  private async deliver() {
    const { api, onSent, onRefused } = this.writing;
    const attachments = this.files ? await this.files.ids() : [];
    if (!attachments) return this.complain(text.files_failed);
    try {
      const message = await api.comment(this.named({ text: this.field.value.trim(), attachments }));
      this.named = naming();
      this.draft.text = this.field.value = '';
      if (this.files) this.files.clear();
      this.tell('', text.sent);
      onSent(message);
    } catch (error) {
      this.complain(unsent(error));
      if (error instanceof Refused && [403, 404, 410].includes(error.status)) onRefused();
    }
  }

  private busy(busy: boolean) {
    this.field.readOnly = busy;
    this.button.ariaDisabled = `${busy}`;
    this.button.textContent = busy ? text.sending : text.send;
  }

  private objection(): string {
    const { value } = this.field;
    if (!value.trim() && !(this.files && this.files.count)) return text.nothing;
    return value.length > LONGEST_TEXT ? fill(text.too_long, { count: LONGEST_TEXT.toLocaleString(locale) }) : '';
  }
}

import { fill } from '../shared/fill';
import { Refused, unsent, type Correspondence, type Message, type Ticket } from './api';
import { Attachments } from './Attachments';
import { Draft } from './draft';
import { h, renew } from './h';
import { locale, text } from './words';

const LONGEST_TEXT = 50_000;

/** Writes to the desk about one ticket. It is refused where the ticket takes no more from here: it was closed for
    good meanwhile, or has a new link. Files may be dropped in the zone. */
export function replyForm(
  { desk, created_at }: Ticket,
  api: Correspondence,
  zone: EventTarget,
  onSent: (message: Message) => void,
  onRefused: () => void,
) {
  // Of all that is known of a ticket its time tells the least of it.
  const draft = new Draft(`draft ${created_at}`);
  const field = h('textarea', { id: 'message', dir: 'auto', 'aria-describedby': 'problem', onInput: () => changed() });
  const problem = <p id="problem" class="problem" role="alert" />;
  const sent = <p class="sent" role="status" />;
  const button = <button class="main">{text.send}</button>;
  const reopens = <p>{text.reopens}</p>;

  const changed = () => {
    draft.text = field.value;
    tell();
  };
  const tell = (wrong = '', done = '') => {
    problem.textContent = wrong;
    sent.textContent = done;
    field.ariaInvalid = `${!!wrong && !!objection()}`;
  };
  const complains = (wrong: string) => {
    tell(wrong);
    if (wrong) focus();
    return wrong;
  };
  const focus = () => field.focus();
  const shortcut = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send(event);
  };
  const send = async (event: Event) => {
    event.preventDefault();
    if (field.readOnly || complains(objection())) return;
    busy(true);
    await deliver();
    busy(false);
  };
  const deliver = async () => {
    const attachments = await files.ids();
    if (!attachments) return complains(text.files_failed);
    if (complains(objection())) return; // a file was taken off meanwhile
    try {
      const message = await api.comment(draft.named({ text: field.value.trim(), attachments }));
      draft.text = field.value = '';
      files.clear();
      tell('', text.sent);
      onSent(message);
    } catch (error) {
      complains(unsent(error));
      if (error instanceof Refused && [403, 404, 410].includes(error.status)) onRefused();
    }
  };
  const busy = (busy: boolean) => {
    field.readOnly = busy;
    files.element.inert &&= busy;
    button.ariaDisabled = `${busy}`;
    button.textContent = busy ? text.sending : text.send;
  };
  const objection = () => {
    const { value } = field;
    if (!value.trim() && !files.count) return text.nothing;
    return value.length > LONGEST_TEXT ? fill(text.too_long, { count: LONGEST_TEXT.toLocaleString(locale) }) : '';
  };
  /** What was typed and cannot be sent from here any more, to be taken elsewhere. */
  const rest = () => {
    const kept = h('textarea', { readonly: true, dir: 'auto' }, field.value);
    return (
      field.value && (
        <p>
          <label>{[text.unsent, kept]}</label>
        </p>
      )
    );
  };

  const files = new Attachments(api.announce, zone, changed);
  const form = (
    <form novalidate onSubmit={send} onKeyDown={shortcut}>
      <h2>
        <label for="message">{text.write}</label>
      </h2>
      {reopens}
      {desk.help_text && (
        <p class="help" dir="auto">
          {desk.help_text}
        </p>
      )}
      {field}
      {desk.attachments && files.element}
      {problem}
      {button}
      {sent}
    </form>
  );
  let shown = <p />;
  const element = <div>{shown}</div>;
  field.value = draft.text;

  const show = ({ may_comment, status }: Ticket) => {
    reopens.hidden = status !== 'closed';
    const over = (
      <div class="over">
        <p>{text.over}</p>
        {rest()}
      </div>
    );
    shown = renew(shown, may_comment ? form : over);
  };
  return { element, show, focus, rest };
}

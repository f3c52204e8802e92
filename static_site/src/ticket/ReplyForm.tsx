import { Component, createRef } from 'preact';
import { fill } from '../shared/language';
import { Refused, type Message, type TicketApi, type TicketPage } from './api';
import { Attaching, objection } from './attaching';
import { AttachingList, Picker } from './Attachments';
import { Draft } from './draft';
import type { Words } from './words';

const LONGEST_TEXT = 50_000;

interface Props {
  api: TicketApi;
  page: TicketPage;
  words: Words;
  onSent: (message: Message) => void;
  onRefused: () => void;
}

interface State {
  text: string;
  files: Attaching[];
  sending: boolean;
  sent: boolean;
  problem: string;
}

export class ReplyForm extends Component<Props, State> {
  private readonly draft = new Draft(this.props.page.desk.name + this.props.page.number);
  override state: State = { text: this.draft.text, files: [], sending: false, sent: false, problem: '' };
  private readonly field = createRef<HTMLTextAreaElement>();

  override componentDidMount() {
    // On the whole page: a file dropped beside the form must not replace the page.
    addEventListener('dragover', (event) => event.preventDefault());
    addEventListener('drop', (event) => {
      event.preventDefault();
      if (this.takesFiles) this.attach(event.dataTransfer?.files);
    });
  }

  private get takesFiles() {
    const { desk, may_comment } = this.props.page;
    return desk.attachments && may_comment;
  }

  private write = (text: string) => {
    this.draft.text = text;
    this.setState({ text, sent: false, problem: '' });
  };

  private attach = (chosen: Iterable<File> = []) => {
    const { api, words } = this.props;
    const files = [...this.state.files];
    let problem = '';
    for (const file of chosen) {
      const wrong = objection(file, files.length, words);
      if (wrong) problem = wrong;
      else files.push(new Attaching(file, api, () => this.forceUpdate()));
    }
    this.setState({ files, problem, sent: false });
  };

  private remove = (file: Attaching) => {
    file.stop();
    this.setState({ files: this.state.files.filter((each) => each !== file), problem: '' });
    this.field.current?.focus();
  };

  private paste = (event: ClipboardEvent) => {
    const files = event.clipboardData?.files;
    if (!files?.length || !this.takesFiles) return;
    event.preventDefault();
    this.attach(files);
  };

  private shortcut = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.send(event);
  };

  private send = async (event: Event) => {
    event.preventDefault();
    const { api, words, onSent, onRefused } = this.props;
    const { text, files, sending } = this.state;
    if (sending) return;
    const wrong = invalid(this.state, words);
    if (wrong) return this.complain(wrong);
    this.setState({ sending: true, sent: false, problem: '' });
    const ids = await Promise.all(files.map(({ done }) => done));
    if (ids.includes(null)) return this.complain(words.text.files_failed);
    try {
      const message = await api.comment({ text: text.trim(), attachments: ids.filter((id) => id !== null) });
      this.draft.text = '';
      this.setState({ text: '', files: [], sending: false, sent: true });
      onSent(message);
    } catch (error) {
      this.complain(words.text.not_sent);
      // Closed for good meanwhile: the page says so, in place of this form.
      if (error instanceof Refused && error.status === 403) onRefused();
    }
  };

  private complain(problem: string) {
    this.setState({ problem, sending: false });
    this.field.current?.focus();
  }

  override render({ page, words }: Props, { text, files, sending, sent, problem }: State) {
    const say = words.text;
    if (!page.may_comment) return <p class="over">{say.over}</p>;
    return (
      <form onSubmit={this.send} onPaste={this.paste} onKeyDown={this.shortcut} aria-busy={sending} noValidate>
        <h2>
          <label for="message">{say.write}</label>
        </h2>
        {page.status === 'closed' && <p>{say.reopens}</p>}
        {page.desk.help_text && <p class="help" dir="auto">{page.desk.help_text}</p>}
        <textarea
          id="message"
          ref={this.field}
          dir="auto"
          value={text}
          readOnly={sending}
          aria-invalid={problem !== '' && invalid(this.state, words) !== ''}
          aria-describedby="problem"
          onInput={({ currentTarget }) => this.write(currentTarget.value)}
        />
        <AttachingList files={files} words={words} onRemove={this.remove} />
        <div class="send">
          {page.desk.attachments && <Picker words={words} onPick={this.attach} />}
          <button class="main" aria-disabled={sending}>
            {sending ? say.sending : say.send}
          </button>
        </div>
        <p id="problem" class="problem" role="alert">
          {problem}
        </p>
        <p class="sent" role="status">
          {sent && say.sent}
        </p>
      </form>
    );
  }
}

function invalid({ text, files }: State, words: Words): string {
  if (!text.trim() && !files.length) return words.text.nothing;
  const count = LONGEST_TEXT.toLocaleString(words.locale);
  return text.length > LONGEST_TEXT ? fill(words.text.too_long, { count }) : '';
}

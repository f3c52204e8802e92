import { fill } from '../shared/fill';
import { filename, size } from '../shared/format';
import { described, LARGEST_FILE, MOST_FILES, send } from '../shared/upload';
import { busy, type Correspondence } from './api';
import { h, place } from './h';
import { locale, text } from './words';

interface Going {
  row: HTMLElement;
  /** The upload's, or nothing where it failed. */
  id: Promise<string | void>;
}

/** The files that go along with what is written. Each goes to the storage as soon as it is chosen, while the text
    is typed. */
export class Attachments {
  private readonly list = <ul class="files" aria-label={text.files} hidden />;
  private readonly problem = <p class="problem" role="alert" />;
  private readonly input = h('input', { class: 'unseen', type: 'file', multiple: true, 'aria-describedby': 'limits', onChange: () => this.pick() });
  readonly element = (
    <div class="attaching">
      {this.list}
      <label class="button">
        {text.attach}
        {this.input}
      </label>
      <small id="limits">
        <span class="fine">{text.drop}</span> {limited(text.limits)}
      </small>
      {this.problem}
    </div>
  );
  private files: Going[] = [];
  private sent: Going[] = [];

  /** `zone` is where files may also be dropped and pasted: beside the form they must not take the place of the page. */
  constructor(
    private readonly announce: Correspondence['announce'],
    zone: EventTarget,
    private readonly onChange: () => void,
  ) {
    for (const type of ['dragover', 'drop', 'paste']) zone.addEventListener(type, take);
  }

  get count(): number {
    return this.files.length;
  }

  /** When all are there; nothing where one has failed. While it waits, some may be added and others removed: from
      then on no more, until what they go along with was sent or not. */
  async ids(): Promise<string[] | undefined> {
    const files = (this.sent = this.files);
    const ids = await Promise.all(files.map(({ id }) => id));
    if (files !== this.files) return this.ids();
    this.element.inert = true;
    return ids.every((id) => id) ? (ids as string[]) : undefined;
  }

  /** Of those that were sent. */
  clear() {
    this.change(this.files.filter((file) => !this.sent.includes(file)));
  }

  private pick() {
    const input = this.input;
    let problem = '';
    const files = [...this.files];
    for (const file of input.files!) {
      const wrong = objection(file, files.length);
      if (wrong) problem = wrong;
      else files.push(this.going(file));
    }
    input.value = ''; // so that the same file can be chosen again
    this.change(files, problem);
  }

  private going(file: File): Going {
    const leaving = new AbortController();
    const name = filename(file.name);
    const bar = h('progress', { value: 0, 'aria-label': name });
    const remove = () => {
      leaving.abort();
      const next = row.nextElementSibling?.querySelector('button') ?? this.input;
      this.change(this.files.filter((each) => each.row !== row));
      next.focus();
    };
    const row = (
      <li>
        <bdi>{name}</bdi> <small>{size(file.size, locale)}</small>
        {bar}
        <button type="button" aria-label={fill(text.remove, { name })} onClick={remove}>
          ×
        </button>
      </li>
    );
    const upload = async () => {
      const to = await this.announce(described(file));
      await send(file, to, leaving.signal, (share) => (bar.value = share));
      bar.replaceWith(<small>{text.uploaded}</small>);
      return to.id;
    };
    const failed = (error: unknown) => {
      bar.replaceWith(<small class="problem">{text.file_failed}</small>);
      this.problem.textContent = busy(error) || this.problem.textContent;
    };
    return { row, id: upload().catch(failed) };
  }

  private change(files: Going[], problem = '') {
    this.files = files;
    place(this.list, files.map(({ row }) => row));
    this.list.hidden = !this.count;
    this.problem.textContent = problem;
    this.onChange();
  }
}

/** As if they had been chosen in the form that is shown there now. Words may be dropped and pasted as ever; office
    programs put a picture beside those that they copy. */
function take(event: Event) {
  const { dataTransfer, clipboardData, currentTarget } = event as DragEvent & ClipboardEvent;
  const data = dataTransfer ?? clipboardData;
  if (!data?.types.includes('Files') || data.types.includes('text/plain')) return;
  event.preventDefault();
  const input = (currentTarget as ParentNode).querySelector<HTMLInputElement>(':not([inert])>*>[type=file]');
  if (!input || !data.files[0]) return;
  input.files = data.files;
  input.dispatchEvent(new Event('change'));
}

/** Why a file cannot be attached, or nothing. */
function objection({ name, size }: File, attached: number): string {
  if (attached >= MOST_FILES) return limited(text.too_many);
  if (size > LARGEST_FILE) return limited(text.too_large, name);
  return size ? '' : limited(text.no_content, name);
}

function limited(said: string, name = ''): string {
  return fill(said, { name, count: `${MOST_FILES}`, size: size(LARGEST_FILE, locale) });
}

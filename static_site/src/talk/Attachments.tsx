import { fill } from '../shared/fill';
import { filename, size } from '../shared/format';
import { described, LARGEST_FILE, MOST_FILES, send } from '../shared/upload';
import { busy, type Correspondence } from './api';
import { h } from './h';
import { locale, text } from './words';

/** The files that go along with what is written. Each goes to the storage as soon as it is chosen, while the text
    is typed. */
export class Attachments {
  private readonly list = <ul class="files" aria-label={text.files} hidden />;
  private readonly problem = <p class="problem" role="alert" />;
  /** The upload's id of each, or nothing where it failed. */
  private readonly files = new Map<HTMLElement, Promise<string | void>>();
  readonly element = (
    <div class="attaching">
      {this.list}
      <label class="button">
        {text.attach}
        <input class="unseen" type="file" multiple aria-describedby="limits" onChange={(event: Event) => this.pick(event)} />
      </label>
      <small id="limits">
        <span class="fine">{text.drop}</span> {limited(text.limits)}
      </small>
      {this.problem}
    </div>
  );

  /** `zone` is where files may also be dropped and pasted. */
  constructor(
    private readonly announce: Correspondence['announce'],
    zone: EventTarget,
    private readonly onChange: () => void,
  ) {
    // Also beside the form: a file that is dropped there must not take the place of the page.
    zone.addEventListener('dragover', (event) => void (hasFiles(event) && event.preventDefault()));
    zone.addEventListener('drop', this.take);
    zone.addEventListener('paste', this.take);
  }

  get count(): number {
    return this.files.size;
  }

  /** When all are there; nothing where one has failed. */
  async ids(): Promise<string[] | undefined> {
    const ids = await Promise.all(this.files.values());
    return ids.every((id) => id) ? (ids as string[]) : undefined;
  }

  clear() {
    this.files.clear();
    this.changed();
  }

  private pick({ target }: Event) {
    const input = target as HTMLInputElement;
    this.attach(input.files);
    input.value = ''; // so that the same file can be chosen again
  }

  private take = (event: Event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    const { dataTransfer, clipboardData } = event as DragEvent & ClipboardEvent;
    if (this.element.isConnected) this.attach((dataTransfer ?? clipboardData)?.files);
  };

  private attach(chosen: Iterable<File> | null = []) {
    let problem = '';
    for (const file of chosen ?? []) {
      const wrong = objection(file, this.count);
      if (wrong) problem = wrong;
      else this.add(file);
    }
    this.changed(problem);
  }

  private add(file: File) {
    const leaving = new AbortController();
    const name = filename(file.name);
    const bar = h('progress', { value: 0, 'aria-label': name });
    const remove = () => {
      leaving.abort();
      this.files.delete(row);
      this.changed();
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
    this.files.set(row, upload().catch(failed));
  }

  private changed(problem = '') {
    this.list.replaceChildren(...this.files.keys());
    this.list.hidden = !this.count;
    this.problem.textContent = problem;
    this.onChange();
  }
}

/** Words may be dropped and pasted as ever; office programs put a picture beside those that they copy. */
export function hasFiles(event: Event): boolean {
  const { dataTransfer, clipboardData } = event as DragEvent & ClipboardEvent;
  const types = (dataTransfer ?? clipboardData)?.types ?? [];
  return types.includes('Files') && !types.includes('text/plain');
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

import type { Schemas, Status } from '../talk/api';
import { h, place } from '../talk/h';
import { Time } from '../talk/Time';
import type { View } from './frame';
import type { Visit } from './visit';
import { text } from './words';

type Listed = Schemas['OwnTicketList'];

export function Badge({ status }: { status: Status }) {
  return <span class={`badge ${status}`}>{text[status]}</span>;
}

/** His own, newest first. */
export class TicketsView implements View {
  private readonly list = <ol class="mine" />;
  private readonly none = <p class="help">{text.none}</p>;
  private readonly more = <button onClick={() => this.load(this.cursor)}>{text.more}</button>;
  private readonly problem = <p class="problem" role="alert" />;
  private readonly rows = new Map<string, HTMLElement>();
  private cursor: string | null = null;
  readonly element: HTMLElement;

  constructor(
    private readonly visit: Visit,
    private readonly onChosen: (number: string) => void,
    onNew: () => void,
  ) {
    this.element = (
      <section>
        <div class="row">
          <h2 tabindex="-1">{text.mine}</h2>
          <button class="main" onClick={onNew}>
            {text.another_form}
          </button>
        </div>
        {this.none}
        {this.list}
        {this.problem}
        {this.more}
      </section>
    );
  }

  get empty(): boolean {
    return !this.rows.size && !this.cursor;
  }

  /** Rejects: somebody waits for it. */
  async first() {
    this.show(await this.visit.own<Listed>('/tickets'), true);
  }

  refresh() {
    this.load(null);
  }

  private async load(cursor: string | null) {
    const query = cursor ? `?cursor=${encodeURIComponent(cursor)}` : '';
    try {
      this.show(await this.visit.own<Listed>(`/tickets${query}`), !cursor);
      this.problem.textContent = '';
    } catch {
      this.problem.textContent = text.stale;
    }
  }

  /** A page that is read anew takes none of the later ones away. */
  private show({ items, cursor }: Listed, anew: boolean) {
    if (!anew || !this.rows.size) this.cursor = cursor;
    const read = items.map((item): [string, HTMLElement] => [item.number, this.row(item)]);
    const kept = [...this.rows].filter(([number]) => !read.some(([each]) => each === number));
    const rows = anew ? [...read, ...kept] : [...kept, ...read];
    this.rows.clear();
    for (const [number, row] of rows) this.rows.set(number, row);
    place(this.list, [...this.rows.values()]);
    this.none.hidden = !this.empty;
    this.more.hidden = !this.cursor;
  }

  private row(ticket: Listed['items'][number]): HTMLElement {
    const row = (
      <li>
        <button onClick={() => this.onChosen(ticket.number)}>
          <strong dir="auto">{ticket.subject}</strong>
          <Badge status={ticket.status} />
          <Time of={ticket.created_at} />
        </button>
      </li>
    );
    const before = this.rows.get(ticket.number);
    return before?.isEqualNode(row) ? before : row;
  }
}

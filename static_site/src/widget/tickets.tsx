import type { Schemas, Status } from '../talk/api';
import { h, place } from '../talk/h';
import { Time } from '../talk/Time';
import type { View } from './frame';
import { own } from './visit';
import { text } from './words';

type Listed = Schemas['OwnTicketList'];
type Item = Listed['items'][number];

export function Badge({ status }: { status: Status }) {
  return <span class={`badge ${status}`}>{text[status]}</span>;
}

/** His own, newest first. */
export class TicketsView implements View {
  private readonly list = <ol class="mine" />;
  private readonly none = <p class="help">{text.none}</p>;
  private readonly more = <button onClick={() => this.load(this.cursor).catch(this.stale)}>{text.more}</button>;
  private readonly problem = <p class="problem" role="alert" />;
  private tickets = new Map<string, Item>();
  private readonly rows = new Map<string, HTMLElement>();
  private cursor: string | null = null;
  readonly element: HTMLElement;

  constructor(
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
    return !this.tickets.size && !this.cursor;
  }

  refresh() {
    this.load().catch(this.stale);
  }

  /** Rejects: somebody may wait for it. */
  async load(cursor?: string | null) {
    const query = cursor ? `?cursor=${encodeURIComponent(cursor)}` : '';
    this.show(await own<Listed>(`/tickets${query}`), !cursor);
    this.problem.textContent = '';
  }

  private stale = () => {
    this.problem.textContent = text.stale;
  };

  /** A page that is read anew takes none of the later ones away. */
  private show({ items, cursor }: Listed, anew: boolean) {
    const first = !anew && this.more.matches(':focus') && items[0];
    if (!anew || !this.tickets.size) this.cursor = cursor;
    const read = items.map((item): [string, Item] => [item.number, item]);
    this.tickets = new Map([...(anew ? read : []), ...this.tickets, ...read]);
    place(this.list, [...this.tickets.values()].map((ticket) => this.row(ticket)));
    this.none.hidden = !this.empty;
    this.more.hidden = !this.cursor;
    if (first) this.rows.get(first.number)!.querySelector('button')!.focus();
  }

  /** Drawn again, as what was today is yesterday some time. */
  private row(ticket: Item): HTMLElement {
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
    if (before?.isEqualNode(row)) return before;
    this.rows.set(ticket.number, row);
    return row;
  }
}

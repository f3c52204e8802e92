import { fill } from '../shared/fill';
import { Refused, type Ticket } from '../talk/api';
import type { IdentifiedBy, Prefill } from './deskhand';
import { FormView, type Sent } from './form';
import { Frame, type Place, type View } from './frame';
import { refusal, Waiting } from './notice';
import { sentView } from './sent';
import style from './style.css?inline';
import { addressOf, TicketView } from './ticket';
import { TicketsView } from './tickets';
import { Visit } from './visit';
import { speak, text } from './words';

/** A view, and what there is to say above it. */
type Next = [view: View, note?: string];

export function mount(place: Place): Panel {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  place.host.shadowRoot!.adoptedStyleSheets.push(sheet);
  return new Panel(place);
}

/** Leads from one view to the next. */
export class Panel {
  private readonly frame: Frame;
  private readonly visit: Visit;
  private view: View | undefined;
  /** Kept, as is what was typed and read there. */
  private form: FormView | undefined;
  private tickets: TicketsView | undefined;
  private prefilled: Prefill = {};
  /** The number of the ticket that is to be shown first. */
  private wanted = '';
  /** Answers may overtake each other: only what was asked for last is shown. */
  private turn = 0;

  constructor(private readonly place: Place) {
    this.frame = new Frame(place, () => this.toTickets());
    this.visit = new Visit(`${place.site}/api/widget/${place.desk}`, (state, before) => {
      this.frame.emit('identity', { state });
      if (before !== 'valid') return;
      this.forget();
      this.show(this.formView(), text.signed_out);
    });
  }

  open() {
    this.frame.open();
    if (this.view) this.view.refresh?.();
    else this.start();
  }

  close() {
    this.frame.close();
  }

  async identify(by: IdentifiedBy) {
    if (!by) this.prefilled = {};
    // What is loaded just now is loaded for whoever is there when it comes.
    if (!(await this.visit.identify(by)) || !this.visit.desk) return;
    this.forget();
    if (this.frame.dialog.open) this.start();
  }

  prefill(values: Prefill) {
    Object.assign(this.prefilled, values);
    this.form?.prefill(values);
  }

  showTicket(number: string) {
    this.wanted = number;
    this.frame.open();
    this.start();
  }

  private start() {
    this.lead(async () => {
      const { languages } = navigator;
      const wanted = [document.documentElement.lang, ...languages];
      const said = this.place.language ?? '';
      const guessed = speak(said, ...wanted);
      const desk = await this.visit.load().finally(() => guessed);
      await speak(said, ...(desk.visitors_language ? [] : [desk.language]), ...wanted, desk.language);
      this.frame.dress(desk);
      return this.first();
    });
  }

  private async first(): Promise<Next> {
    if (!this.visit.proven) return [this.formView()];
    if (this.wanted) return this.ticket(this.wanted);
    const tickets = await this.ticketsView();
    return [tickets.empty ? this.formView() : tickets];
  }

  private async ticket(number: string): Promise<Next> {
    try {
      const ticket = await this.visit.own<Ticket>(addressOf(number));
      return [new TicketView(this.visit, ticket, this.frame.dialog, () => this.frame.emit('comment', { number }))];
    } catch (error) {
      if (!(error instanceof Refused && error.status === 404)) throw error;
      return [await this.ticketsView(), fill(text.no_ticket, { number })];
    }
  }

  private formView(): FormView {
    this.form ??= new FormView(this.visit, this.frame.dialog, this.prefilled, this.sent);
    return this.form;
  }

  private async ticketsView(): Promise<TicketsView> {
    if (this.tickets) return this.tickets;
    const tickets = new TicketsView(
      this.visit,
      (number) => this.lead(() => this.ticket(number)),
      () => this.show(this.formView()),
    );
    await tickets.first();
    return (this.tickets = tickets);
  }

  private async toTickets() {
    if (!this.tickets) return this.lead(async () => [await this.ticketsView()]);
    this.show(this.tickets);
    this.tickets.refresh();
  }

  private sent = (sent: Sent, { name = '', email = '', phone = '' }: Prefill) => {
    this.form = undefined;
    this.prefilled = { name, email, phone };
    this.frame.emit('sent', sent);
    const { proven, claims } = this.visit;
    this.show(
      sentView({
        sent,
        email: proven ? claims.email : email,
        onAnother: () => this.lead(async () => (await this.visit.load(), [this.formView()])),
        onMine: proven && (() => this.toTickets()),
      }),
    );
  };

  /** To where it takes a while to get. */
  private async lead(to: () => Promise<Next>) {
    const again = () => void this.lead(to);
    this.show(new Waiting(again));
    const mine = this.turn;
    try {
      const next = await to();
      if (mine !== this.turn) return;
      this.wanted = '';
      this.show(...next);
    } catch (error) {
      const why = await refusal(error, this.visit.address, again);
      if (mine === this.turn) this.show(why);
    }
  }

  private show(view: View, note?: string) {
    this.turn++;
    this.view?.leave?.();
    this.view = view;
    this.frame.show(view, this.visit.proven && view !== this.tickets, note);
  }

  private forget() {
    this.turn++;
    this.view?.leave?.();
    this.view = this.form = this.tickets = undefined;
    this.frame.clear();
  }
}

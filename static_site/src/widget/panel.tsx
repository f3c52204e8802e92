import { fill } from '../shared/fill';
import { Refused, type Ticket } from '../talk/api';
import type { IdentifiedBy, Prefill } from './deskhand';
import { FormView, type Sent } from './form';
import { Frame, type Place } from './frame';
import { sentView } from './sent';
import { type Next, Stage } from './stage';
import style from './style.css?inline';
import { addressOf, ticketView } from './ticket';
import { TicketsView } from './tickets';
import { Visit } from './visit';
import { inLanguageOf, text } from './words';

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
  private readonly stage: Stage;
  /** Kept, as is what was typed and read there. */
  private form: FormView | undefined;
  private tickets: TicketsView | undefined;
  private prefilled: Prefill = {};
  /** The site has begun to ask for the visitor: he goes on in the form. */
  private asks = false;
  /** The ticket that the site wants shown as soon as it is known whose it is. */
  private wanted = '';
  private identified = Promise.resolve();

  constructor(private readonly place: Place) {
    this.frame = new Frame(place, this.toTickets);
    this.visit = new Visit(`${place.site}/api/widget/${place.desk}`, (state, before) => {
      this.frame.emit('identity', { state });
      if (before !== 'valid') return;
      this.forget();
      this.stage.show(this.formView(), text.signed_out);
    });
    this.stage = new Stage(this.frame, this.visit.address, (view) => this.visit.proven && view !== this.tickets);
  }

  open() {
    this.wanted = '';
    this.frame.open();
    this.identified.then(() => {
      const { view } = this.stage;
      if (!view) this.start();
      else if (this.asks && this.visit.known && view !== this.form) this.stage.show(this.formView());
      else view.refresh?.();
    });
  }

  close() {
    this.frame.close();
  }

  /** What the site asks for next is shown to him, however long his token takes. */
  identify(by: IdentifiedBy) {
    if (by && typeof by !== 'string' && typeof by !== 'function') {
      console.error('Deskhand: identify() takes a token, a function that gets one, or null.');
      by = null;
    }
    if (!by) {
      this.prefilled = {};
      this.asks = false;
    }
    this.identified = this.become(by);
  }

  prefill(values: Prefill) {
    if (!values) return console.error('Deskhand: prefill() takes an object.');
    Object.assign(this.prefilled, values);
    this.form?.prefill(values);
    this.asks = !!(values.subject || values.message);
  }

  showTicket(number: string) {
    this.wanted = number;
    this.frame.open();
    this.identified.then(() => this.start(number));
  }

  private async become(by: IdentifiedBy) {
    // What is loaded just now is loaded for whoever is there when it comes.
    if (!(await this.visit.identify(by)) || !this.visit.desk) return;
    this.forget();
    if (this.frame.dialog.open) this.start(this.wanted);
  }

  private start(number = '') {
    this.stage.lead(async () => {
      const desk = await inLanguageOf(this.visit.load(), this.place.language);
      this.frame.dress(desk);
      return this.first(number);
    });
  }

  private async first(number: string): Promise<Next> {
    const { proven } = this.visit;
    if (proven) this.wanted = '';
    if (number && proven) return this.ticket(number);
    if (this.asks || !proven) return [this.formView()];
    const tickets = await this.ticketsView();
    return [tickets.empty ? this.formView() : tickets];
  }

  private async ticket(number: string): Promise<Next> {
    try {
      const ticket = await this.visit.own<Ticket>(addressOf(number));
      return [ticketView(this.visit, ticket, this.frame.dialog, (number) => this.frame.emit('comment', { number }))];
    } catch (error) {
      if (!(error instanceof Refused && error.status === 404)) throw error;
      return [await this.ticketsView(), fill(text.no_ticket, { number })];
    }
  }

  private formView(): FormView {
    const { sub } = this.visit.claims;
    // What somebody sent is told to nobody who was identified in his place meanwhile.
    this.form ??= new FormView(this.visit, this.frame.dialog, this.prefilled, (sent, values) => {
      if (!sub || sub === this.visit.claims.sub) this.sent(sent, values);
    });
    return this.form;
  }

  private async ticketsView(): Promise<TicketsView> {
    if (this.tickets) return this.tickets;
    const tickets = new TicketsView(
      this.visit,
      (number) => this.stage.lead(() => this.ticket(number)),
      () => this.stage.show(this.formView()),
    );
    const whose = this.visit.claims.sub;
    await tickets.first();
    if (whose === this.visit.claims.sub) this.tickets = tickets;
    return tickets;
  }

  private toTickets = () => {
    this.asks = false;
    if (!this.tickets) return void this.stage.lead(async () => [await this.ticketsView()]);
    this.stage.show(this.tickets);
    this.tickets.refresh();
  };

  private sent = (sent: Sent, { name = '', email = '', phone = '' }: Prefill) => {
    this.form = undefined;
    this.asks = false;
    this.prefilled = { name, email, phone };
    this.frame.emit('sent', sent);
    const { proven, claims } = this.visit;
    this.stage.show(
      sentView({
        sent,
        email: proven ? claims.email : email,
        onAnother: () => this.stage.lead(async () => (await this.visit.load(), [this.formView()])),
        onMine: proven && this.toTickets,
      }),
    );
  };

  private forget() {
    this.form = this.tickets = undefined;
    this.stage.clear();
  }
}

import { fill } from '../shared/fill';
import { Refused, type Ticket } from '../talk/api';
import type { IdentifiedBy, Prefill } from './deskhand';
import { FormView, type Sent } from './form';
import * as frame from './frame';
import type { Place } from './frame';
import { sentView } from './sent';
import * as stage from './stage';
import type { Next } from './stage';
import style from './style.css?inline';
import { addressOf, ticketView } from './ticket';
import { TicketsView } from './tickets';
import * as visit from './visit';
import type { State } from './visit';
import { inLanguageOf, text } from './words';

/* A page has one panel: this module. It leads from one view to the next. */
let place: Place;
/** Kept, as is what was typed and read there. */
let form: FormView | undefined;
let tickets: TicketsView | undefined;
let prefilled: Prefill = {};
/** The site has begun to ask for the visitor: he goes on in the form. */
let asks = false;
/** The ticket that the site wants shown as soon as it is known whose it is. */
let wanted = '';
let identified = Promise.resolve();

export function mount(given: Place) {
  place = given;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  place.host.shadowRoot!.adoptedStyleSheets.push(sheet);
  frame.mount(place, toTickets);
  visit.begin(`${place.site}/api/widget/${place.desk}`, { onIdentity, onAnew });
  stage.begin((view) => visit.proven() && view !== tickets);
}

export function open() {
  wanted = '';
  frame.open();
  identified.then(() => {
    const view = stage.view;
    if (!view) start();
    else if (asks && visit.known() && view !== form) stage.show(formView());
    else view.refresh?.();
  });
}

export function close() {
  frame.close();
}

/** What the site asks for next is shown to him, however long his token takes. */
export function identify(by: IdentifiedBy) {
  if (by && typeof by !== 'string' && typeof by !== 'function') {
    console.error('Deskhand: identify() takes a token, a function that gets one, or null.');
    by = null;
  }
  identified = visit.identify(by || null);
}

export function prefill(values: Prefill) {
  if (!values) return console.error('Deskhand: prefill() takes an object.');
  identified.then(() => {
    Object.assign(prefilled, values);
    form?.prefill(values);
    asks = !!(values.subject || values.message);
  });
}

export function showTicket(number: string) {
  wanted = number;
  frame.open();
  identified.then(() => start(number));
}

function onIdentity(state: State, before?: State) {
  frame.emit('identity', { state });
  if (before !== 'valid') return;
  forget();
  stage.show(formView(), text.signed_out);
}

function onAnew(another: boolean) {
  if (another) {
    prefilled = {};
    asks = false;
  }
  // What is loaded just now is loaded for whoever is there when it comes.
  if (!visit.desk) return;
  forget();
  if (frame.dialog.open) start(wanted);
}

function start(number = '') {
  stage.lead(async () => {
    const desk = await inLanguageOf(visit.load(), place.language);
    frame.dress(desk);
    return first(number);
  });
}

async function first(number: string): Promise<Next> {
  const proven = visit.proven();
  if (proven) wanted = '';
  if (number && proven) return ticket(number);
  if (asks || !proven) return [formView()];
  const view = await ticketsView();
  return [view.empty ? formView() : view];
}

async function ticket(number: string): Promise<Next> {
  try {
    const ticket = await visit.own<Ticket>(addressOf(number));
    return [ticketView(ticket, frame.dialog, (number) => frame.emit('comment', { number }))];
  } catch (error) {
    if (!(error instanceof Refused && error.status === 404)) throw error;
    return [await ticketsView(), fill(text.no_ticket, { number })];
  }
}

function formView(): FormView {
  const view = form ?? new FormView(frame.dialog, prefilled, onSent);
  if (visit.known()) form = view;
  return view;
}

async function ticketsView(): Promise<TicketsView> {
  if (tickets) return tickets;
  const whose = visit.whose;
  const view = new TicketsView(
    (number) => stage.lead(() => ticket(number)),
    () => stage.show(formView()),
  );
  await view.load();
  if (whose === visit.whose) tickets = view;
  return view;
}

function toTickets() {
  asks = false;
  if (!tickets) return void stage.lead(async () => [await ticketsView()]);
  stage.show(tickets);
  tickets.refresh();
}

function onSent(sent: Sent, { name = '', email = '', phone = '' }: Prefill) {
  form = undefined;
  asks = false;
  prefilled = { name, email, phone };
  frame.emit('sent', sent);
  const proven = visit.proven();
  stage.show(
    sentView({
      sent,
      email: proven ? visit.claims().email : email,
      onAnother: () => stage.lead(async () => (await visit.load(), [formView()])),
      onMine: proven && toTickets,
    }),
  );
}

function forget() {
  form = tickets = undefined;
  stage.clear();
}

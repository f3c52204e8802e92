import './style.css';
import { deskhand } from './deskhand.ts';
import { type Customer, remembered, tokenOf, visitAs } from './visitor.ts';

const visitor = needed('visitor', HTMLSelectElement);
const greeting = needed('greeting', HTMLElement);
const basket = needed('basket', HTMLOutputElement);
const identity = needed('identity', HTMLElement);
const sent = needed('sent', HTMLElement);
const stranger = greeting.textContent;
let lamps = 0;

visitor.addEventListener('change', () => {
  visitAs(visitor.value);
  welcome(visitor.value);
});

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element && target.closest<HTMLElement>('[data-subject], [data-lamp]');
  if (!button) return;
  const { subject, category, lamp } = button.dataset;
  if (lamp) fillBasket();
  if (subject && category)
    deskhand((desk) => {
      desk.prefill({ subject, category });
      desk.open();
    });
});

needed('write', HTMLButtonElement).addEventListener('click', () => deskhand((desk) => desk.open()));

deskhand((desk) => {
  desk.on('sent', thank);
  desk.on('identity', ({ state }) => {
    const believed = state === 'valid' || state === 'none';
    identity.textContent = believed ? '' : `The desk does not believe who you are: ${state.replaceAll('_', ' ')}`;
  });
});

visitor.value = remembered();
welcome(visitor.value);

function welcome(customer: Customer): void {
  const first = visitor.selectedOptions[0]?.text.split(' ')[0];
  greeting.textContent = customer ? `Welcome back, ${first}` : stranger;
  for (const order of document.querySelectorAll<HTMLElement>('[data-orders-of]')) {
    order.hidden = order.dataset['ordersOf'] !== customer;
  }
  deskhand((desk) => desk.identify(customer ? () => tokenOf(customer) : null));
}

function fillBasket(): void {
  lamps += 1;
  basket.textContent = `Basket: ${lamps}`;
}

/** A customer sees his ticket in the widget, a stranger on the ticket's own page. */
function thank({ number, url }: { number: string; url: string }): void {
  const follow = document.createElement(visitor.value ? 'button' : 'a');
  follow.textContent = number;
  if (follow instanceof HTMLAnchorElement) follow.href = url;
  else {
    follow.type = 'button';
    follow.className = 'link';
    follow.addEventListener('click', () => deskhand((desk) => desk.showTicket(number)));
  }
  sent.replaceChildren('Thank you. Your message is ', follow, '.');
}

function needed<E extends HTMLElement>(id: string, kind: new () => E): E {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`no ${id} in the page`);
  return found;
}

import type { Correspondence, Ticket } from '../talk/api';
import { h, renew } from '../talk/h';
import { talk } from '../talk/Talk';
import { Header } from './Header';
import { text } from './words';

export type Page = ReturnType<typeof drawPage>;

/** The ticket as it is known last; `refresh` gets it anew. */
export function drawPage(ticket: Ticket, api: Correspondence, refresh: () => void) {
  const { colour, ink } = ticket.desk;
  const { elements, rest, ...talking } = talk(ticket, api, document, refresh);
  const stale = <p class="stale" role="alert" />;
  let header = <header />;

  const show = (ticket: Ticket) => {
    document.title = `${ticket.number}: ${ticket.subject}`;
    header = renew(header, <Header ticket={ticket} shortcut={talking.shortcut(ticket)} />);
    talking.show(ticket);
    stale.replaceChildren();
  };
  /** Nobody answers any more. */
  const lost = () => stale.replaceChildren(text.stale, ' ', <button onClick={refresh}>{text.retry}</button>);

  const { style } = document.documentElement;
  style.setProperty('--desk', colour);
  style.setProperty('--on-desk', ink);
  document.body.replaceChildren(header, <main>{elements}</main>, stale);
  show(ticket);
  return { show, lost, rest };
}

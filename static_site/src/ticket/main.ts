import { call, Refused, type Correspondence, type Ticket } from '../talk/api';
import { keepFresh } from '../talk/fresh';
import { understood } from '../talk/words';
import { again, badLink, notice } from './notice';
import { drawPage, type Page } from './Page';
import './style.css';
import { speak, text } from './words';

const API = '/api/ticket';

const { languages } = navigator;
const guessed = speak(understood(...languages));
// Mail programs tend to put the sentence's full stop into the link.
const token = /^#(\w+)\W*$/.exec(location.hash)?.[1];

if (token) keep(token);
else guessed.then(() => badLink(false));

addEventListener('hashchange', () => location.reload());

/** Keeps the page like the ticket. */
function keep(token: string) {
  let page: Page | undefined;

  const api: Correspondence = {
    comment: (said) => call(`${API}/comments`, token, said),
    announce: (file) => call(`${API}/attachments`, token, file),
  };

  /** When there are the words to tell it. */
  const ask = async (known: string) => {
    try {
      const ticket = await call<Ticket | undefined>(API + known, token);
      if (ticket && !page) await inItsLanguage(ticket);
      return ticket;
    } catch (error) {
      await guessed;
      throw error;
    }
  };

  const show = (ticket: Ticket) => {
    if (page) page.show(ticket);
    else page = drawPage(ticket, api, fresh.refresh);
  };

  const failed = (error: unknown) => {
    const status = error instanceof Refused ? error.status : 0;
    if (status === 404 || status === 410) {
      fresh.leave();
      badLink(status === 410, page?.rest());
    } else if (page) page.lost();
    else notice(text.trouble, [text.trouble_help], again(fresh.refresh));
  };

  const fresh = keepFresh(document.body, ask, show, failed);
  fresh.refresh();
}

async function inItsLanguage({ desk: { language, visitors_language } }: Ticket) {
  await speak(understood(...(visitors_language ? [] : [language]), ...languages, language));
}

import { call, Refused, type Correspondence, type Ticket } from '../talk/api';
import { understood } from '../talk/words';
import { badLink, notice } from './notice';
import { Page } from './Page';
import './style.css';
import { speak, text } from './words';

const API = '/api/ticket';
const REFRESH = 15_000;

const { languages } = navigator;
const guessed = speak(understood(...languages));
// Mail programs tend to put the sentence's full stop into the link.
const token = /^#(\w+)\W*$/.exec(location.hash)?.[1];

if (token) keep(token);
else guessed.then(() => badLink(false));

addEventListener('hashchange', () => location.reload());

/** Keeps the page like the ticket, also while it is looked at. */
function keep(token: string) {
  let page: Page | undefined;
  let turn = 0;

  const api: Correspondence = {
    comment: (said) => call(`${API}/comments`, token, said),
    announce: (file) => call(`${API}/attachments`, token, file),
  };

  /** Answers may overtake each other: only the one asked for last counts. */
  const load = async () => {
    const mine = ++turn;
    try {
      const ticket = await call<Ticket>(API, token);
      if (!page) await inItsLanguage(ticket);
      if (mine !== turn) return;
      if (page) page.show(ticket);
      else page = new Page(ticket, { api, onRefused: load }, load);
    } catch (error) {
      await guessed;
      if (mine === turn) failed(error);
    }
  };

  const failed = (error: unknown) => {
    const status = error instanceof Refused ? error.status : 0;
    if (status === 404 || status === 410) {
      stop();
      badLink(status === 410);
    } else if (page) page.lost();
    else notice(text.trouble, [text.trouble_help], load);
  };

  const loadIfSeen = () => void (document.visibilityState === 'visible' && load());
  const timer = setInterval(loadIfSeen, REFRESH);
  document.addEventListener('visibilitychange', loadIfSeen);
  addEventListener('online', load);
  const stop = () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', loadIfSeen);
    removeEventListener('online', load);
  };
  load();
}

async function inItsLanguage({ desk: { language, visitors_language } }: Ticket) {
  await speak(understood(...(visitors_language ? [] : [language]), ...languages, language));
}

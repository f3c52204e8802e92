import type { Deskhand } from './deskhand';
import style from './launcher.css?inline';

type Panel = typeof import('./panel');

/** The file's name (build/guest.ts). */
declare const __PANEL__: string;

/*
 * All that a page loads of the widget before somebody uses it: the button, and the API, which keeps what it is told
 * until the panel is there. It asks nothing of anybody; a page view is no business of the desk's.
 */
const script = document.currentScript as HTMLScriptElement | null;
const { desk, token, launcher, colour = '', label, language }: DOMStringMap = script?.dataset ?? {};
const present = window.Deskhand ?? [];

if (!desk) console.error('Deskhand: load it by a script tag, no module, with data-desk.');
else if (!Array.isArray(present)) console.warn('Deskhand is on this page already: this script tag does nothing.');
else start(desk, new URL(script!.src).origin, present);

function start(desk: string, site: string, queue: ((deskhand: Deskhand) => void)[]) {
  const host = document.createElement('deskhand-widget');
  const button = document.createElement('button');
  const trouble = document.createElement('p');
  const told: ((panel: Panel) => void)[] = [];
  let panel: Panel | undefined;
  let loading: Promise<unknown> | undefined;
  let ticket = new URLSearchParams(location.search).get('ticket');

  const load = () => {
    button.ariaBusy = 'true';
    trouble.textContent = '';
    return (loading ??= bring(site)
      .then((loaded) => {
        panel = loaded;
        panel.mount({ host, button, desk, language, label, site });
        for (const tell of told) tell(panel);
      })
      .catch((error) => {
        console.error('Deskhand: the panel did not load.', error);
        loading = undefined;
      })
      .then(() => (button.ariaBusy = null)));
  };
  const tell = (what: (panel: Panel) => void) => void (panel ? what(panel) : told.push(what));
  const use = (what: (panel: Panel) => void) => {
    if (!host.isConnected) show(host);
    tell(what);
    if (!panel) load().then(() => panel || (trouble.textContent = 'This did not load. Please try again.'));
  };

  const deskhand: Deskhand = {
    open: () => use((panel) => panel.open()),
    close: () => tell((panel) => panel.close()),
    identify(by) {
      tell((panel) => panel.identify(by));
      if (by && ticket) {
        deskhand.showTicket(ticket);
        ticket = null;
      }
    },
    prefill: (values) => tell((panel) => panel.prefill(values)),
    showTicket: (number) => use((panel) => panel.showTicket(number)),
    on(event, listener) {
      const heard = ({ detail }: CustomEventInit) => listener(detail);
      host.addEventListener(event, heard as EventListener);
      return () => host.removeEventListener(event, heard as EventListener);
    },
    push: (use) => use(deskhand),
  };

  draw(host, button, trouble);
  button.onclick = () => (button.ariaExpanded === 'true' ? deskhand.close() : deskhand.open());
  button.onpointerenter = button.onfocus = () => panel || load();

  window.Deskhand = deskhand;
  if (token) deskhand.identify(token);
  for (const use of queue) use(deskhand);
}

/** By its whole address: a script of another site has no base of its own. */
function bring(site: string): Promise<Panel> {
  return import(/* @vite-ignore */ `${site}/${__PANEL__}`);
}

function draw(host: HTMLElement, button: HTMLButtonElement, trouble: HTMLElement) {
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  shadow.adoptedStyleSheets = [sheet];
  button.ariaLabel = label ?? 'Help';
  button.ariaHasPopup = 'dialog';
  button.ariaExpanded = 'false';
  button.style.background = colour;
  const [icon, path] = ['svg', 'path'].map((tag) => document.createElementNS('http://www.w3.org/2000/svg', tag));
  icon!.setAttribute('viewBox', '0 0 24 24');
  path!.setAttribute('d', 'M4 5h16v11H11l-5 4v-4H4z');
  icon!.append(path!);
  button.append(icon!);
  trouble.role = 'alert';
  shadow.append(trouble);
  if (launcher !== 'none') shadow.append(button);
  host.popover = 'manual';
  show(host);
}

/** Under the root and in the top layer, where nothing that the page does to its body reaches it. */
function show(host: HTMLElement) {
  document.documentElement.append(host);
  host.showPopover?.();
}

import { h } from '../talk/h';
import { language } from '../talk/words';
import type { Events } from './deskhand';
import type { Desk } from './visit';
import { text } from './words';

/** What the loader has made and was told. */
export interface Place {
  host: HTMLElement;
  button: HTMLButtonElement;
  desk: string;
  /** The desk's own site. */
  site: string;
  language: string | undefined;
  label: string | undefined;
}

/** One thing that the panel shows; its heading gets the focus. */
export interface View {
  readonly element: HTMLElement;
  refresh?(): void;
  leave?(): void;
}

/** The page's shortcuts are not for what is typed here, nor is the focus for its dialogs to take back. */
const OURS = ['keydown', 'keyup', 'keypress', 'paste', 'focusin', 'dragover', 'drop'];

const narrow = matchMedia('(max-width: 480px)');

const title = <bdi id="title" />;
const back = <button class="back" hidden />;
const shut = <button class="close" onClick={close} />;
const note = <p class="note" role="status" />;
const body = <div class="body" />;
let place: Place;

/** It stands round what is shown. */
export const dialog = h(
  'dialog',
  { 'aria-labelledby': 'title', onClose: closed, onKeyDown: escape },
  <header>
    {back}
    <strong>{title}</strong>
    {shut}
  </header>,
  note,
  body,
);

export function mount(at: Place, onBack: () => void) {
  place = at;
  back.onclick = onBack;
  place.host.shadowRoot!.prepend(dialog);
  for (const type of OURS) place.host.addEventListener(type, kept);
  narrow.onchange = () => dialog.open && stand();
}

export function open() {
  if (dialog.open && dialog.matches(':modal') === narrow.matches) return;
  stand();
  place.button.ariaExpanded = 'true';
  emit('open');
}

/** The browser gives the focus back to where it came from. */
export function close() {
  dialog.close();
}

export function dress({ name, colour, ink }: Desk) {
  title.textContent = name;
  dialog.style.setProperty('--desk', colour);
  dialog.style.setProperty('--on-desk', ink);
  place.button.style.background = colour;
  place.button.style.color = ink;
}

export function show({ element }: View, leadsBack: boolean, said = '') {
  const within = focused();
  label();
  note.textContent = said;
  back.hidden = !leadsBack;
  body.replaceChildren(element);
  body.scrollTop = 0;
  if (within) begin();
}

export function clear() {
  body.replaceChildren();
}

export function emit<E extends keyof Events>(event: E, detail?: Events[E]) {
  place.host.dispatchEvent(new CustomEvent(event, { detail }));
}

/** It takes a phone's whole screen: what is behind it cannot be reached. */
function stand() {
  const within = focused();
  dialog.close();
  if (narrow.matches) dialog.showModal();
  else dialog.show();
  if (within) within.focus();
  else begin();
}

function focused(): HTMLElement | false {
  const { activeElement } = place.host.shadowRoot!;
  return dialog.contains(activeElement) && (activeElement as HTMLElement);
}

function begin() {
  body.querySelector<HTMLElement>('h2, [tabindex]')?.focus();
}

/** In the language that is spoken now. */
function label() {
  dialog.lang = language;
  dialog.dir = text.direction;
  dialog.ariaLabel = text.help; // until the desk has told its name
  back.ariaLabel = text.back;
  shut.ariaLabel = text.close;
  place.button.ariaLabel = place.label ?? text.help;
}

function escape(event: KeyboardEvent) {
  if (event.key !== 'Escape' || event.isComposing) return;
  event.preventDefault();
  close();
}

/** Told later, when it may stand there again. */
function closed() {
  if (dialog.open) return;
  place.button.ariaExpanded = 'false';
  emit('close');
}

function kept(event: Event) {
  event.stopPropagation();
  // A file that nothing takes must not take the place of the page.
  if ((event as DragEvent).dataTransfer?.types.includes('Files')) event.preventDefault();
}

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

/** The dialog round what is shown. */
export class Frame {
  private readonly title = <bdi id="title" />;
  private readonly back: HTMLElement;
  private readonly shut = <button class="close" onClick={() => this.close()} />;
  private readonly note = <p class="note" role="status" />;
  private readonly body = <div class="body" />;
  readonly dialog: HTMLDialogElement;

  constructor(
    private readonly place: Place,
    onBack: () => void,
  ) {
    this.back = <button class="back" hidden onClick={onBack} />;
    this.dialog = h(
      'dialog',
      { 'aria-labelledby': 'title', onClose: () => this.closed(), onKeyDown: this.escape },
      <header>
        {this.back}
        <strong>{this.title}</strong>
        {this.shut}
      </header>,
      this.note,
      this.body,
    );
    place.host.shadowRoot!.prepend(this.dialog);
    for (const type of OURS) place.host.addEventListener(type, (event) => event.stopPropagation());
    // A file that nothing takes must not take the place of the page.
    for (const type of ['dragover', 'drop']) this.dialog.addEventListener(type, (event) => event.preventDefault());
    narrow.addEventListener('change', () => this.dialog.open && this.stand());
  }

  open() {
    if (this.dialog.open && this.dialog.matches(':modal') === narrow.matches) return;
    this.stand();
    this.place.button.ariaExpanded = 'true';
    this.emit('open');
  }

  /** The browser gives the focus back to where it came from. */
  close() {
    this.dialog.close();
  }

  dress({ name, colour, ink }: Desk) {
    const { dialog, place, title } = this;
    title.textContent = name;
    dialog.style.setProperty('--desk', colour);
    dialog.style.setProperty('--on-desk', ink);
    place.button.style.background = colour;
    place.button.style.color = ink;
  }

  show({ element }: View, back: boolean, note = '') {
    const within = this.focused;
    this.label();
    this.note.textContent = note;
    this.back.hidden = !back;
    this.body.replaceChildren(element);
    this.body.scrollTop = 0;
    if (within) this.begin();
  }

  clear() {
    this.body.replaceChildren();
  }

  emit<E extends keyof Events>(event: E, detail?: Events[E]) {
    this.place.host.dispatchEvent(new CustomEvent(event, { detail }));
  }

  /** It takes a phone's whole screen: what is behind it cannot be reached. */
  private stand() {
    const { dialog, focused } = this;
    dialog.close();
    if (narrow.matches) dialog.showModal();
    else dialog.show();
    if (focused) focused.focus();
    else this.begin();
  }

  private get focused(): HTMLElement | false {
    const { activeElement } = this.place.host.shadowRoot!;
    return this.dialog.contains(activeElement) && (activeElement as HTMLElement);
  }

  private begin() {
    this.body.querySelector<HTMLElement>('h2, [tabindex]')?.focus();
  }

  /** In the language that is spoken now. */
  private label() {
    const { dialog, place, back, shut } = this;
    dialog.lang = language;
    dialog.dir = text.direction;
    dialog.ariaLabel = text.help; // until the desk has told its name
    back.ariaLabel = text.back;
    shut.ariaLabel = text.close;
    place.button.ariaLabel = place.label ?? text.help;
  }

  private escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.preventDefault();
    this.close();
  };

  /** Told later, when it may stand there again. */
  private closed() {
    if (this.dialog.open) return;
    this.place.button.ariaExpanded = 'false';
    this.emit('close');
  }
}

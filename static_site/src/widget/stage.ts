import type { Frame, View } from './frame';
import { refusal, Waiting } from './notice';

/** A view, and what there is to say above it. */
export type Next = [view: View, note?: string];

/** What is shown, and what will be as soon as there is an answer. */
export class Stage {
  view: View | undefined;
  /** Answers may overtake each other: only what was asked for last is shown. */
  private turn = 0;

  constructor(
    private readonly frame: Frame,
    private readonly address: string,
    private readonly leadsBack: (view: View) => boolean,
  ) {}

  show(view: View, note?: string) {
    this.leave(view);
    this.frame.show(view, this.leadsBack(view), note);
  }

  /** To where it takes a while to get. */
  async lead(to: () => Promise<Next>) {
    const again = () => void this.lead(to);
    this.show(new Waiting(again));
    const mine = this.turn;
    let next: Next;
    try {
      next = await to();
    } catch (error) {
      if (mine !== this.turn) return;
      next = [await refusal(error, this.address, again)];
    }
    if (mine === this.turn) this.show(...next);
    else next[0].leave?.();
  }

  clear() {
    this.leave();
    this.frame.clear();
  }

  private leave(next?: View) {
    this.turn++;
    this.view?.leave?.();
    this.view = next;
  }
}

import { Draft } from '../talk/draft';

/** What somebody typed before he signed in is his. */
export function draftOf(desk: string, customer = ''): Draft {
  const draft = new Draft(`form ${desk} ${customer}`);
  const strangers = new Draft(`form ${desk} `);
  if (customer && !draft.text) {
    draft.text = strangers.text;
    strangers.text = '';
  }
  return draft;
}

import { handing } from './handing';

/** Plain text that the reply box is to quote. */
export const [quote, useQuoted] = handing<string>();

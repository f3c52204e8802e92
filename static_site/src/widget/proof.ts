import type { Desk } from './visit';

/** A proof of work for the desk, if it wants one: `start:proof` has a digest that begins with so many zero bits.
    The digests are counted beside the page, which stays as quick as it was. Without https there are none. */
export async function proofFor({ start, challenge }: Desk): Promise<string> {
  if (!challenge || !crypto.subtle) return '';
  for (let proof = 0; ; proof++) {
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${start}:${proof}`));
    if (new DataView(digest).getUint32(0) >>> (32 - challenge.bits) === 0) return `${proof}`;
  }
}

import type { Client } from 'openapi-fetch';
import { answer, api, type Schemas } from '../../api/client';
import { meQuery, operatorsQuery, queryClient } from '../../api/queries';

/** Why an operator gets a mail, the strongest reason first. */
export const REASONS = ['assigned', 'mentioned', 'customer_wrote', 'followed'] as const;
export type Reason = (typeof REASONS)[number];

/** What is one's own to set. `muted` are the mails that are not wanted. */
export interface Own {
  name: string;
  muted: readonly Reason[];
}

/** PATCH /me and an operator's `muted` come with branch helper-b2. When the generated description
 * has them, this goes, `muted` is read off the operator, and `mine` is `api`. */
interface Coming {
  '/api/admin/me': {
    patch: {
      requestBody: { content: { 'application/json': Partial<Own> } };
      responses: { 200: { content: { 'application/json': Schemas['Operator'] & Own } } };
    };
  };
}
const mine = api as unknown as Client<Coming>;

export function ownOf(operator: Schemas['Operator'] & Partial<Own>): Own {
  return { name: operator.name, muted: operator.muted ?? [] };
}

export async function changeMe(change: Partial<Own>): Promise<void> {
  const operator = await answer(mine.PATCH('/api/admin/me', { body: change }));
  queryClient.setQueryData(meQuery.queryKey, (me) => me && { ...me, operator });
  void queryClient.invalidateQueries({ queryKey: operatorsQuery.queryKey });
}

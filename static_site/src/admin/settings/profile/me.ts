import { answer, api, ifMatch, type Schemas } from '../../api/client';
import { meQuery, operatorsQuery, queryClient } from '../../api/queries';

/** Why an operator gets a mail, the strongest reason first. */
export const REASONS = ['assigned', 'mentioned', 'customer_wrote', 'followed'] as const;
export type Reason = (typeof REASONS)[number];

/** What is one's own to set. `muted` are the mails that are not wanted. */
export interface Own {
  name: string;
  muted: Reason[];
}

export function ownOf(operator: Schemas['Operator']): Own {
  return { name: operator.name, muted: operator.muted };
}

export async function changeMe({ version }: Schemas['Operator'], change: Partial<Own>, seen = version): Promise<void> {
  const operator = await answer(api.PATCH('/api/admin/me', { params: { header: ifMatch(seen) }, body: change as Own }));
  queryClient.setQueryData(meQuery.queryKey, (me) => me && { ...me, operator });
  void queryClient.invalidateQueries({ queryKey: operatorsQuery.queryKey });
}

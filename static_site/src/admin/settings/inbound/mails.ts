import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { askAgain } from '../../api/cache';
import { answer, api, type Schemas } from '../../api/client';
import { queryClient } from '../../api/queries';
import { t } from '../../texts/words';

export type Mail = Schemas['QuarantinedMail'];
export type Doing = Schemas['MailBulk']['do'];
export type Lying = 'quarantined' | 'discarded';

export function mailsQuery(state: Lying, desk: string | null) {
  return infiniteQueryOptions({
    queryKey: ['inbound', state, desk],
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/admin/inbound', { params: { query: { state, ...(desk && { desk: [desk] }), ...(pageParam && { cursor: pageParam }) } } })),
    initialPageParam: '',
    getNextPageParam: (page) => page.cursor,
  });
}

export const mailCountsQuery = queryOptions({
  queryKey: ['inbound', 'counts'],
  queryFn: () => answer(api.GET('/api/admin/inbound/counts')),
});

export function mailQuery(id: string) {
  return queryOptions({
    queryKey: ['inbound', 'mail', id],
    queryFn: () => answer(api.GET('/api/admin/inbound/{id}', { params: { path: { id } } })),
  });
}

/** What came of it, at each desk that it was for. */
export async function dealWith(id: string, doing: Doing, desk: string | null): Promise<Mail[]> {
  const params = { params: { path: { id } } };
  try {
    if (doing === 'discard') return [await answer(api.POST('/api/admin/inbound/{id}/discard', params))];
    if (doing === 'retry') return (await answer(api.POST('/api/admin/inbound/{id}/retry', params))).items;
    return (await answer(api.POST('/api/admin/inbound/{id}/ticket', { ...params, body: { desk_id: desk } }))).items;
  } finally {
    mailChanged();
  }
}

export async function dealWithAll(ids: string[], doing: Doing, desk: string | null): Promise<Schemas['BulkResult'][]> {
  try {
    return (await answer(api.POST('/api/admin/inbound/bulk', { body: { ids, do: doing, desk_id: desk } }))).items;
  } finally {
    mailChanged();
  }
}

function mailChanged() {
  void queryClient.invalidateQueries({ queryKey: ['inbound'] });
  askAgain();
}

export function reason({ reason }: Mail): string {
  return reason ? t(`settings.reason_${reason}`) : '';
}

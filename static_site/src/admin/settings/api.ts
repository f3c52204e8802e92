import { queryOptions } from '@tanstack/react-query';
import { answer, api, ifMatch, type Schemas } from '../api/client';
import { Refused } from '../api/refused';
import { meQuery, operatorsQuery, queryClient, repliesQuery } from '../api/queries';

export type Desk = Schemas['Desk'];
export type TemplateName = Schemas['NamedTemplate']['name'];
export type CannedReply = Schemas['CannedReply'];
export type Operator = Schemas['ListedOperator'];

/* Of what a change names, the API writes no more; its description has no word for that. */

export async function addDesk(fields: Pick<Desk, 'name' | 'language' | 'addresses'>): Promise<Desk> {
  const desk = await answer(api.POST('/api/admin/desks', { body: fields as Schemas['NewDesk'] }));
  await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
  return desk;
}

export async function changeDesk({ id, version }: Desk, change: Partial<Desk>, seen = version): Promise<void> {
  const body = change as Schemas['DeskChange'];
  const desk = await answer(api.PATCH('/api/admin/desks/{id}', { params: { path: { id }, header: ifMatch(seen) }, body }));
  queryClient.setQueryData(meQuery.queryKey, (me) => me && { ...me, desks: me.desks.map((each) => (each.id === id ? desk : each)) });
}

export function numbersQuery(pattern: string) {
  return queryOptions({
    queryKey: ['preview-number', pattern],
    queryFn: () => answer(api.POST('/api/admin/desks/preview-number', { body: { pattern } })),
    retry: false,
  });
}

export function letterQuery(asked: Schemas['PreviewedTemplate']) {
  return queryOptions({
    queryKey: ['preview', asked],
    queryFn: () => answer(api.POST('/api/admin/desks/preview', { body: asked })),
    retry: false,
  });
}

export const variablesQuery = queryOptions({
  queryKey: ['template-variables'],
  queryFn: () => answer(api.GET('/api/admin/template-variables')),
  staleTime: Infinity,
});

export function standardQuery(language: string) {
  return queryOptions({
    queryKey: ['default-templates', language],
    queryFn: () => answer(api.GET('/api/admin/default-templates', { params: { query: { language } } })),
    staleTime: Infinity,
  });
}

export function widgetCodeQuery(id: string) {
  return queryOptions({
    queryKey: ['widget-code', id],
    queryFn: () => answer(api.GET('/api/admin/desks/{id}/widget-code', { params: { path: { id } } })),
  });
}

/** It is told this once. */
export async function renewSecret(id: string): Promise<string> {
  const { secret } = await answer(api.POST('/api/admin/desks/{id}/widget-secret', { params: { path: { id } } }));
  void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
  return secret;
}

export async function dropPreviousSecret(id: string): Promise<void> {
  await answer(api.DELETE('/api/admin/desks/{id}/widget-secret/previous', { params: { path: { id } } }));
  await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
}

export async function addReply(fields: Schemas['NewCannedReply']): Promise<void> {
  await answer(api.POST('/api/admin/canned-replies', { body: fields }));
  await queryClient.invalidateQueries({ queryKey: repliesQuery.queryKey });
}

export async function changeReply({ id, version }: CannedReply, change: Partial<CannedReply>, seen = version): Promise<void> {
  const body = change as Schemas['CannedReplyChange'];
  try {
    await answer(api.PATCH('/api/admin/canned-replies/{id}', { params: { path: { id }, header: ifMatch(seen) }, body }));
  } finally {
    await queryClient.invalidateQueries({ queryKey: repliesQuery.queryKey });
  }
}

export async function removeReply(id: string): Promise<void> {
  await answer(api.DELETE('/api/admin/canned-replies/{id}', { params: { path: { id } } }));
  await queryClient.invalidateQueries({ queryKey: repliesQuery.queryKey });
}

export async function addOperator(fields: Pick<Operator, 'email' | 'name' | 'role'>): Promise<Schemas['Operator']> {
  return answer(api.POST('/api/admin/operators', { body: fields as Schemas['NewOperator'] }));
}

/** Without the version that was seen, whatever it was changed to since. */
export async function changeOperator(id: string, change: Partial<Operator>, seen?: number): Promise<void> {
  const body = change as Schemas['OperatorChange'];
  await answer(api.PATCH('/api/admin/operators/{id}', { params: { path: { id }, ...(seen && { header: ifMatch(seen) }) }, body }));
  await teamChanged();
}

/** Membership stands on the desk. */
export async function join(operator: string, desks: readonly Desk[], wanted: readonly string[]): Promise<void> {
  for (const desk of desks) {
    if (desk.members.includes(operator) !== wanted.includes(desk.id)) await setMember(desk, operator, wanted.includes(desk.id));
  }
}

async function setMember(desk: Desk, operator: string, member: boolean): Promise<void> {
  const others = desk.members.filter((each) => each !== operator);
  try {
    await changeDesk(desk, { members: member ? [...others, operator] : others });
  } catch (error) {
    if (!(error instanceof Refused && error.there)) throw error;
    await setMember({ ...desk, ...error.there }, operator, member);
  }
}

export async function teamChanged(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: operatorsQuery.queryKey });
  await queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
}

export const jobsQuery = queryOptions({
  queryKey: ['jobs'],
  queryFn: () => answer(api.GET('/api/admin/jobs')),
});

export async function goOnWithJob(kind: Schemas['Job']['kind']): Promise<Schemas['Job']> {
  const job = await answer(api.POST('/api/admin/jobs/{kind}', { params: { path: { kind } } }));
  await queryClient.invalidateQueries({ queryKey: jobsQuery.queryKey });
  return job;
}

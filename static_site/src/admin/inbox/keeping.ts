import { useQuery } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { answer, api, ifMatch, type Schemas } from '../api/client';
import { queryClient, useIsAdmin, viewsQuery } from '../api/queries';
import { viewPath, type View } from '../app/views';
import { done, failed } from '../parts/toast';
import { t } from '../texts/words';

export type Saved = Schemas['ShownView'];
export type Named = Pick<Saved, 'name' | 'shared'>;

export function useSaved(view: View): Saved | undefined {
  return useQuery(viewsQuery).data?.items.find((each) => `view-${each.id}` === view.id);
}

/** Views that operators keep for themselves, and admins for the team. */
export function useKeeping() {
  const [, go] = useLocation();
  const admin = useIsAdmin();
  const all = useQuery(viewsQuery).data?.items ?? [];
  const mayChange = (view: Saved) => !view.shared || admin;

  const add = async (view: Named & Pick<Saved, 'query' | 'filters'>) => {
    const position = Math.max(0, ...all.map((each) => each.position + 1));
    const added = await answer(api.POST('/api/admin/views', { body: { ...view, position } }));
    await askViews();
    go(viewPath(`view-${added.id}`));
    done(t('inbox.view_saved', { name: added.name }));
  };
  const change = async (view: Saved, fields: Partial<Saved>) => {
    await write(view, fields);
    await askViews();
    done(t('common.saved'));
  };
  const remove = async (view: Saved) => {
    try {
      await answer(api.DELETE('/api/admin/views/{id}', { params: { path: { id: view.id } } }));
      go('/');
      await askViews();
      const { name, query, filters, shared } = view;
      done(t('inbox.view_removed', { name }), () => add({ name, query, filters, shared }));
    } catch (error) {
      failed(error);
    }
  };
  /** One place up (-1) or down (1) in the side bar. */
  const move = async (view: Saved, by: number) => {
    const order = all.filter((each) => each.id !== view.id);
    order.splice(all.indexOf(view) + by, 0, view);
    try {
      const moved = order.map((each, position) => ({ each, position })).filter(({ each, position }) => each.position !== position && mayChange(each));
      await Promise.all(moved.map(({ each, position }) => write(each, { position })));
    } catch (error) {
      failed(error);
    }
    await askViews();
  };
  return { all, mayChange, add, change, remove, move };
}

function write(view: Saved, fields: Partial<Saved>) {
  const params = { path: { id: view.id }, header: ifMatch(view.version) };
  return answer(api.PATCH('/api/admin/views/{id}', { params, body: fields as Schemas['ViewChange'] }));
}

function askViews(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: viewsQuery.queryKey });
}

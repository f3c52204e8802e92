import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useDesks, viewsQuery } from '../api/queries';
import { deskView, savedView, standingViews, type View } from '../app/views';
import { useTitle } from '../app/news';
import { Blank, Loading } from '../parts/States';
import { t } from '../texts/words';
import { useAsking } from './asking';
import { Tickets } from './Tickets';

export function InboxPage({ view }: { view: string }) {
  const found = useView(view);
  useTitle(found?.name ?? t('inbox.title'));
  if (found) return <Inbox view={found} />;
  return found === null ? <Loading /> : <Blank whole title={t('inbox.no_view')} text={t('inbox.no_view_text')} />;
}

function Inbox({ view }: { view: View }) {
  return <Tickets asking={useAsking(view)} />;
}

/** Null until it is known whether there is such a view. */
function useView(id: string): View | undefined | null {
  const saved = useQuery(viewsQuery).data;
  const desks = useDesks();
  return useMemo(() => {
    const known = [...standingViews(), ...desks.map(deskView), ...(saved?.items ?? []).map(savedView)];
    return known.find((view) => view.id === id) ?? (id.startsWith('view-') && !saved ? null : undefined);
  }, [id, saved, desks]);
}

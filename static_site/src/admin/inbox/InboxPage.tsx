import { useTitle } from '../app/news';
import { Blank } from '../parts/States';
import { t } from '../texts/words';

export function InboxPage({ view }: { view: string }) {
  useTitle(t('inbox.title'));
  return <Blank title={view} />;
}

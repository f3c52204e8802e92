import { marksQuery } from '../api/marks';
import { countersQuery, meQuery, operatorsQuery, queryClient, ticketQuery, viewsQuery } from '../api/queries';
import { listQuery } from '../inbox/list';
import { questionOf } from '../inbox/question';
import { fetchCode } from './code';
import { standingViews } from './views';

/** Asks for all that the page at this address shows: else the one would only be asked for when the other
 * has come and is drawn. */
export function askEarly(path: string, search: string): void {
  const [, , page = '', id = 'unassigned'] = path.split('/');
  void queryClient.prefetchQuery(meQuery);
  fetchCode(page);
  if (page === 'tickets') void queryClient.prefetchQuery(ticketQuery(id));
  if (page === 'inbox' || page === '') askForList(id, new URLSearchParams(search));
  void queryClient.prefetchQuery(viewsQuery);
  void queryClient.prefetchQuery(countersQuery);
  void queryClient.prefetchQuery(operatorsQuery);
}

/** What a saved view asks is not known yet. */
function askForList(id: string, address: URLSearchParams) {
  const view = standingViews().find((each) => each.id === id);
  if (view) void queryClient.prefetchInfiniteQuery(listQuery(questionOf(view, address)));
  void queryClient.prefetchQuery(marksQuery);
}

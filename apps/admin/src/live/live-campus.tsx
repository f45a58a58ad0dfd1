import { useQueryClient } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { IMPORTS_KEY } from '../api/import-queries.js';
import { apiUrl } from '../api/request.js';
import { useAnnounce } from '../frame/announcer.js';
import { sessionQuery } from '../session/session-state.js';
import { followEvents } from './follow-events.js';
import { LOCKS_KEY } from './lock-query.js';
import { newsOf } from './news.js';

/** Steps of one import come in bursts: what they change is read once. */
const GATHERED_MS = 200;

/** What happens to the campus's imports. */
export const LiveCampus = ({ campus }: { readonly campus: string }): ReactNode => (
  <LiveImports url={apiUrl(`/campuses/${encodeURIComponent(campus)}/events`)} />
);

/** The same for all campuses, for operators. */
export const LiveFleet = (): ReactNode => <LiveImports url={apiUrl('/operator/events')} />;

/** The page's one stream, upon which whatever shows imports is read again. */
function LiveImports({ url }: { readonly url: string }): ReactNode {
  const client = useQueryClient();
  const announce = useAnnounce();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = (): void => {
      timer = undefined;
      void client.invalidateQueries({ queryKey: [IMPORTS_KEY] });
      void client.invalidateQueries({ queryKey: [LOCKS_KEY] });
    };
    const refreshSoon = (): void => {
      timer ??= setTimeout(refresh, GATHERED_MS);
    };
    const stop = followEvents(url, {
      onEvent: (type, data) => {
        refreshSoon();
        const news = newsOf(type, data);
        if (news !== undefined) announce(news);
      },
      onResumed: refreshSoon,
      // It also ends with the session.
      onClosed: () => void client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [url, client, announce]);
  return null;
}

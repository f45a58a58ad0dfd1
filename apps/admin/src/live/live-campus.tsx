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

/** The page's one stream: what happens to the campus's imports, upon which whatever shows them is read again. */
export function LiveCampus({ campus }: { readonly campus: string }): ReactNode {
  const client = useQueryClient();
  const announce = useAnnounce();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = (): void => {
      timer = undefined;
      void client.invalidateQueries({ queryKey: [IMPORTS_KEY] });
      void client.invalidateQueries({ queryKey: [LOCKS_KEY] });
    };
    const stop = followEvents(apiUrl(`/campuses/${encodeURIComponent(campus)}/events`), {
      onEvent: (type, data) => {
        timer ??= setTimeout(refresh, GATHERED_MS);
        const news = newsOf(type, data);
        if (news !== undefined) announce(news);
      },
      // It also ends with the session.
      onClosed: () => void client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [campus, client, announce]);
  return null;
}

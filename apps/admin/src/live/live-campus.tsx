import { useQueryClient } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { IMPORTS_KEY } from '../api/import-queries.js';
import { apiUrl } from '../api/request.js';
import { LOCKS_KEY } from './lock-query.js';
import { followEvents } from './follow-events.js';

/** Steps of one import come in bursts: what they change is read once. */
const GATHERED_MS = 200;

/** The page's one stream: what happens to the campus's imports, upon which whatever shows them is read again. */
export function LiveCampus({ campus }: { readonly campus: string }): ReactNode {
  const client = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = (): void => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void client.invalidateQueries({ queryKey: [IMPORTS_KEY] });
        void client.invalidateQueries({ queryKey: [LOCKS_KEY] });
      }, GATHERED_MS);
    };
    const stop = followEvents(apiUrl(`/campuses/${encodeURIComponent(campus)}/events`), {
      onEvent: refresh,
      // Also after the session ended, which another request then says.
      onClosed: () => void client.invalidateQueries(),
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [campus, client]);
  return null;
}

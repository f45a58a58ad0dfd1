import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { connection } from './connection.js';
import { ConnectionLost, isApiRefusal } from './api-refusal.js';

const MOST_RETRIES = 2;
/** What has just been read is not read again by the next part of the page that shows it. */
const FRESH_MS = 5_000;

/** What the API said, kept while it is shown. @param onSessionEnd called when it asks who is there */
export function createQueryClient(onSessionEnd: () => void): QueryClient {
  const onError = (error: unknown): void => {
    if (isApiRefusal(error, 'unauthenticated')) onSessionEnd();
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      // Asked even when the browser believes itself offline: the connection's banner says so, and asks again.
      queries: { staleTime: FRESH_MS, retry: isWorthRetrying, networkMode: 'always' },
      // The person decides again, having read what happened.
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  connection.follow(() => {
    if (!connection.isLost) void client.invalidateQueries();
  });
  return client;
}

/** Time mends an absent server; what was refused stays refused. */
function isWorthRetrying(failures: number, error: unknown): boolean {
  return failures < MOST_RETRIES && (error instanceof ConnectionLost || isApiRefusal(error, 'unavailable'));
}

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { OwnDepositAccount, OwnDeposit, Page } from '@timetable/contracts';
import { apiUrl, request } from '../../api/request.js';

const KEY = 'depositor';
const MOVING_MS = 3_000;
const SESSION_PATH = '/depositor/session';

export interface OpenedLink {
  /** Undefined: one opened a moment ago, in this browser. */
  readonly link: string | undefined;
  /** Each time it is followed it says anew whether it still opens anything. */
  readonly times: number;
}

/** Who has come by a link. */
export const depositorQuery = ({ link, times }: OpenedLink) =>
  queryOptions({
    queryKey: [KEY, 'who', link, times],
    queryFn: ({ signal }) =>
      link === undefined
        ? request<OwnDepositAccount>(apiUrl(SESSION_PATH), { signal })
        : request<OwnDepositAccount>(apiUrl(SESSION_PATH), { method: 'POST', json: { link }, signal }),
    staleTime: Infinity,
    retry: false,
  });

export const ownDepositsQuery = infiniteQueryOptions({
  queryKey: [KEY, 'deposits'],
  queryFn: ({ pageParam, signal }) =>
    request<Page<OwnDeposit>>(apiUrl('/depositor/deposits', { cursor: pageParam }), { signal }),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor,
  // There is no stream for who has no account: what moves is asked for again.
  refetchInterval: ({ state }) =>
    state.data?.pages.some(({ items }) => items.some(({ status }) => isMoving(status))) === true
      ? MOVING_MS
      : false,
});

const isMoving = (status: OwnDeposit['status']): boolean => status === 'received' || status === 'running';

export const ownPasswordUrl = apiUrl('/depositor/password');
export const depositorSessionUrl = apiUrl(SESSION_PATH);

import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { FleetCampus, FleetImport, Page, StaffAccount } from '@timetable/contracts';
import { allPages } from '../../api/all-pages.js';
import { IMPORTS_KEY } from '../../api/import-queries.js';
import { answerOf, apiUrl, request } from '../../api/request.js';
import { fleetRequest, type FleetFilters } from './fleet-filters.js';

/** Told of imports: it is read again when something happens. */
const KEY = [IMPORTS_KEY, 'fleet'] as const;

export const fleetQuery = (filters: FleetFilters) =>
  infiniteQueryOptions({
    queryKey: [...KEY, 'campuses', filters],
    queryFn: ({ pageParam, signal }) =>
      request<Page<FleetCampus>>(
        apiUrl('/operator/campuses', { ...fleetRequest(filters), cursor: pageParam }),
        {
          signal,
        },
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });

const MOST_FOUND = 8;

/** Campuses of a name, code or UAI, a few of them. */
export const campusesFoundQuery = (q: string) =>
  queryOptions({
    queryKey: [...KEY, 'found', q],
    queryFn: ({ signal }) =>
      request<Page<FleetCampus>>(apiUrl('/operator/campuses', { q, sort: 'name', limit: MOST_FOUND }), {
        signal,
      }),
    placeholderData: keepPreviousData,
  });

export const interruptedQuery = queryOptions({
  queryKey: [...KEY, 'interrupted'],
  queryFn: ({ signal }) =>
    request<Page<FleetImport>>(apiUrl('/operator/imports', { status: 'interrupted', limit: 500 }), {
      signal,
    }),
});

export const staffQuery = queryOptions({
  queryKey: ['staff'],
  queryFn: ({ signal }) => allPages<StaffAccount>('/accounts', signal),
});

/** Of one thing that the API needs. */
export interface PartState {
  readonly status: 'up' | 'degraded' | 'down';
  readonly reason?: string;
}

const HEALTH_MS = 30_000;

/** An answer also when something is down. */
export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: async ({ signal }) => {
    const answer = await fetch('/readyz', { signal });
    return answerOf<{ readonly details: Readonly<Record<string, PartState>> }>(await answer.text());
  },
  refetchInterval: HEALTH_MS,
});

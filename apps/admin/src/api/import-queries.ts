import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  ImportDetail,
  ImportReport,
  ImportRow,
  Page,
  PlanSummaryQuery,
  PlanSummaryRow,
} from '@timetable/contracts';
import { apiUrl, request } from './request.js';

/** As the address bar has them: empty values filter nothing. */
export interface ImportFilters {
  readonly status: readonly string[];
  readonly origin: string;
  readonly establishment: string;
  readonly from: string;
  readonly to: string;
}

/** Everything that is told of imports begins with this key: see LiveCampus. */
export const IMPORTS_KEY = 'imports';

export const importsQuery = (campus: string, filters: ImportFilters) =>
  infiniteQueryOptions({
    queryKey: [IMPORTS_KEY, 'list', campus, filters],
    queryFn: ({ pageParam, signal }) =>
      request<Page<ImportRow>>(apiUrl(`/campuses/${campus}/imports`, { ...filters, cursor: pageParam }), {
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    // Another filter does not blank the page.
    placeholderData: keepPreviousData,
  });

/** The newest import that somebody at the school has to act on, and the like: a few rows. */
export const fewImportsQuery = (campus: string, query: Readonly<Record<string, string | number>>) =>
  queryOptions({
    queryKey: [IMPORTS_KEY, 'few', campus, query],
    queryFn: ({ signal }) =>
      request<Page<ImportRow>>(apiUrl(`/campuses/${campus}/imports`, query), { signal }),
  });

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: [IMPORTS_KEY, 'one', id],
    queryFn: ({ signal }) => request<ImportDetail>(apiUrl(`/imports/${id}`), { signal }),
  });

export const reportQuery = (id: string) =>
  queryOptions({
    queryKey: [IMPORTS_KEY, 'report', id],
    queryFn: ({ signal }) => request<ImportReport>(apiUrl(`/imports/${id}/report`), { signal }),
    placeholderData: keepPreviousData,
  });

export const planSummaryQuery = (id: string, by: PlanSummaryQuery['by']) =>
  infiniteQueryOptions({
    queryKey: [IMPORTS_KEY, 'plan', id, by],
    queryFn: ({ pageParam, signal }) =>
      request<Page<PlanSummaryRow>>(apiUrl(`/imports/${id}/plan/summary`, { by, cursor: pageParam }), {
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });

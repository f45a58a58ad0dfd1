import { queryOptions } from '@tanstack/react-query';
import type { Campus } from '@timetable/contracts';
import { apiUrl, request } from '../api/request.js';

export const campusQuery = (code: string) =>
  queryOptions({
    queryKey: ['campus', code],
    queryFn: ({ signal }) => request<Campus>(apiUrl(`/campuses/${encodeURIComponent(code)}`), { signal }),
    // Its name and establishments seldom change.
    staleTime: 300_000,
  });

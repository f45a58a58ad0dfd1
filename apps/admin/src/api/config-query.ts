import { queryOptions } from '@tanstack/react-query';
import type { Config } from '@timetable/contracts';
import { apiUrl, request } from './request.js';

/** What is known of this installation before anybody has signed in; operators are told more. */
export const configQuery = queryOptions({
  queryKey: ['config'],
  queryFn: ({ signal }) => request<Config>(apiUrl('/config'), { signal }),
  staleTime: Infinity,
});

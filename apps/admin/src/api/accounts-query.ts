import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { DepositAccount, DirectoryUser, Page } from '@timetable/contracts';
import { IMPORTS_KEY } from './import-queries.js';
import { apiUrl, request } from './request.js';

const accountsPath = (campus: string): string => `/campuses/${campus}/deposit-accounts`;

/** One of them, or what is done with it. */
export const accountPath = (campus: string, login: string): string =>
  `${accountsPath(campus)}/${encodeURIComponent(login)}`;

/** Each deposit changes when its account was last used: they are read again with imports. */
export const accountsQuery = (campus: string) =>
  queryOptions({
    queryKey: [IMPORTS_KEY, 'accounts', campus],
    queryFn: ({ signal }) => request<Page<DepositAccount>>(apiUrl(accountsPath(campus)), { signal }),
  });

export const newAccountUrl = (campus: string): string => apiUrl(accountsPath(campus));

const MOST_FOUND = 8;

export const usersQuery = (campus: string, q: string) =>
  queryOptions({
    queryKey: ['users', campus, q],
    queryFn: ({ signal }) =>
      request<Page<DirectoryUser>>(apiUrl(`/campuses/${campus}/directory/users`, { q, limit: MOST_FOUND }), {
        signal,
      }),
    placeholderData: keepPreviousData,
  });

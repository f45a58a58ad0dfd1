import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  DirectoryClassRow,
  DirectoryPupilRow,
  DirectoryTeacherRow,
  Match,
  MatchDecisionAnswer,
  MatchDecisionsAnswer,
  MatchDecisionsBody,
  MatchPage,
  Page,
} from '@timetable/contracts';
import { IMPORTS_KEY } from '../../api/import-queries.js';
import { apiUrl, request } from '../../api/request.js';
import type { MatchFilters } from './match-filters.js';

/** Imports find matches: they are read again with them. */
export const MATCHES_KEY = [IMPORTS_KEY, 'matches'] as const;

const pathOf = (campus: string): string => `/campuses/${encodeURIComponent(campus)}/matches`;

export const matchesQuery = (campus: string, { kind, state, text }: MatchFilters) =>
  infiniteQueryOptions({
    queryKey: [...MATCHES_KEY, 'list', campus, kind, state, text],
    queryFn: ({ pageParam, signal }) =>
      request<MatchPage>(apiUrl(pathOf(campus), { kind, state, q: text.trim(), cursor: pageParam }), {
        signal,
      }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });

/** Those among which a person has to choose: as many as can be decided at once. */
export const choosableQuery = (campus: string, kind: Match['kind'] | undefined) =>
  queryOptions({
    queryKey: [...MATCHES_KEY, 'choosable', campus, kind],
    queryFn: ({ signal }) =>
      request<MatchPage>(apiUrl(pathOf(campus), { kind, state: 'ambiguous', limit: 500 }), { signal }),
  });

/** @param targetId of the ENT; null: nobody; undefined: back to what imports find */
export const decideMatch = (
  campus: string,
  { kind, key }: Pick<Match, 'kind' | 'key'>,
  targetId: string | null | undefined,
): Promise<MatchDecisionAnswer> =>
  request<MatchDecisionAnswer>(
    apiUrl(`${pathOf(campus)}/${kind}/${encodeURIComponent(key)}`),
    targetId === undefined ? { method: 'DELETE' } : { method: 'PUT', json: { targetId } },
  );

export const decideMatches = (campus: string, decisions: MatchDecisionsBody): Promise<MatchDecisionsAnswer> =>
  request<MatchDecisionsAnswer>(apiUrl(pathOf(campus)), { method: 'PUT', json: decisions });

/** Kinds that the directory lists; groups are only made by imports. */
const DIRECTORY_LISTS = { teacher: 'teachers', pupil: 'pupils', class: 'classes' } as const;
export type ListedKind = keyof typeof DIRECTORY_LISTS;

/** Somebody or a class of the directory. */
export type DirectoryEntry = DirectoryTeacherRow | DirectoryPupilRow | DirectoryClassRow;

const MOST_FOUND = 8;

export const directoryQuery = (campus: string, kind: ListedKind, text: string) =>
  queryOptions({
    queryKey: ['directory', campus, kind, text],
    queryFn: ({ signal }) =>
      request<Page<DirectoryEntry>>(
        apiUrl(`/campuses/${encodeURIComponent(campus)}/directory/${DIRECTORY_LISTS[kind]}`, {
          q: text,
          limit: MOST_FOUND,
        }),
        { signal },
      ),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  });

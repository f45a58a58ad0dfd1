import { queryOptions } from '@tanstack/react-query';
import type { Campus, Lock } from '@timetable/contracts';
import { apiUrl, request } from '../api/request.js';

export const LOCKS_KEY = 'locks';

/** Which establishments an import holds at this moment. LiveCampus has it read again when that changes. */
export const locksQuery = ({ code, establishments }: Campus) =>
  queryOptions({
    queryKey: [LOCKS_KEY, code],
    queryFn: async ({ signal }) =>
      Promise.all(
        establishments.map(async ({ code: establishment, name }) => ({
          establishment: name,
          ...(await request<Lock>(apiUrl(`/establishments/${code}/${establishment}/lock`), { signal })),
        })),
      ),
  });

import { queryOptions } from '@tanstack/react-query';
import type { SchoolYear } from '@timetable/contracts';
import { IMPORTS_KEY } from './import-queries.js';
import { apiUrl, request } from './request.js';

/** Its first import opens a year: it is read again with imports. */
export const schoolYearQuery = (campus: string) =>
  queryOptions({
    queryKey: [IMPORTS_KEY, 'school-year', campus],
    queryFn: ({ signal }) => request<SchoolYear>(apiUrl(`/campuses/${campus}/school-year`), { signal }),
  });

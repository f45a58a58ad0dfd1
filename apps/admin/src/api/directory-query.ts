import { queryOptions } from '@tanstack/react-query';
import type { DirectoryState } from '@timetable/contracts';
import { apiUrl, request } from './request.js';

/** The address of a campus's directory, or of something below it. */
export const directoryUrl = (campus: string, below = ''): string =>
  apiUrl(`/campuses/${campus}/directory${below}`);

export const directoryStateQuery = (campus: string) =>
  queryOptions({
    queryKey: ['directory', campus],
    queryFn: ({ signal }) => request<DirectoryState>(directoryUrl(campus), { signal }),
  });

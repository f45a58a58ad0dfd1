import { queryOptions } from '@tanstack/react-query';
import type { ExampleFileList } from '@timetable/contracts';
import { apiUrl, request } from './request.js';

const examplesPath = (campus: string): string => `/campuses/${encodeURIComponent(campus)}/example-files`;

/** What a demonstration offers to import; nothing elsewhere. */
export const exampleFilesQuery = (campus: string) =>
  queryOptions({
    queryKey: ['example-files', campus],
    queryFn: ({ signal }) => request<ExampleFileList>(apiUrl(examplesPath(campus)), { signal }),
    staleTime: Infinity,
  });

export const exampleFileUrl = (campus: string, name: string): string =>
  apiUrl(`${examplesPath(campus)}/${encodeURIComponent(name)}`);

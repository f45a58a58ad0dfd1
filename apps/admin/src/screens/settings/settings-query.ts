import { queryOptions } from '@tanstack/react-query';
import type { ImportSettingsBody } from '@timetable/contracts';
import { apiUrl, requestTagged } from '../../api/request.js';

export const importSettingsUrl = (campus: string): string => apiUrl(`/campuses/${campus}/import-settings`);

export const importSettingsQuery = (campus: string) =>
  queryOptions({
    queryKey: ['import-settings', campus],
    queryFn: ({ signal }) => requestTagged<ImportSettingsBody>(importSettingsUrl(campus), { signal }),
    refetchOnWindowFocus: false,
  });

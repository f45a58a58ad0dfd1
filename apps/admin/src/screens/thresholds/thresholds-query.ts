import { queryOptions } from '@tanstack/react-query';
import type { Threshold, ThresholdChange, ThresholdMeasures } from '@timetable/contracts';
import { IMPORTS_KEY } from '../../api/import-queries.js';
import { apiUrl, request, requestTagged } from '../../api/request.js';

const THRESHOLDS_KEY = 'thresholds';

export const thresholdsUrl = (campus: string): string => apiUrl(`/campuses/${campus}/thresholds`);

/** Not read again behind the back of who edits them: what was typed would go. */
export const thresholdsQuery = (campus: string) =>
  queryOptions({
    queryKey: [THRESHOLDS_KEY, 'settings', campus],
    queryFn: ({ signal }) => requestTagged<readonly Threshold[]>(thresholdsUrl(campus), { signal }),
    refetchOnWindowFocus: false,
  });

export const thresholdHistoryQuery = (campus: string) =>
  queryOptions({
    queryKey: [THRESHOLDS_KEY, 'history', campus],
    queryFn: ({ signal }) =>
      request<readonly ThresholdChange[]>(`${thresholdsUrl(campus)}/history`, { signal }),
  });

export const measuresQuery = (campus: string) =>
  queryOptions({
    queryKey: [IMPORTS_KEY, 'measures', campus],
    queryFn: ({ signal }) => request<ThresholdMeasures>(`${thresholdsUrl(campus)}/measures`, { signal }),
  });

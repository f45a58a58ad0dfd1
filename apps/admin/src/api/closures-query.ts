import { queryOptions } from '@tanstack/react-query';
import type { Closures } from '@timetable/contracts';
import { IMPORTS_KEY } from './import-queries.js';
import { apiUrl, requestTagged } from './request.js';

/** An establishment, in one of its years. */
export interface ClosurePlace {
  readonly campus: string;
  readonly establishment: string;
  /** « 2026-2027 » */
  readonly schoolYear: string;
}

export const closuresUrl = ({ campus, establishment, schoolYear }: ClosurePlace): string =>
  apiUrl(`/establishments/${campus}/${establishment}/closures`, { schoolYear });

/** A file may say closures: they are read again with imports. */
export const closuresQuery = (place: ClosurePlace) =>
  queryOptions({
    queryKey: [IMPORTS_KEY, 'closures', place],
    queryFn: ({ signal }) => requestTagged<Closures>(closuresUrl(place), { signal }),
    refetchOnWindowFocus: false,
  });

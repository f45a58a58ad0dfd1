import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { addDays, type Grid, type Group, type Session } from '@timetable/contracts';
import { allPages } from '../../api/all-pages.js';
import { IMPORTS_KEY } from '../../api/import-queries.js';
import { apiUrl, request } from '../../api/request.js';
import type { TimetableKind } from './timetable-view.js';

/** What imports write: it is read again when one has ended. */
const KEY = [IMPORTS_KEY, 'timetable'] as const;

/** Whose timetable may be shown. */
export interface NamedChoice {
  /** null: its name finds its sessions. */
  readonly id: string | null;
  readonly name: string;
  readonly absentSince?: string | undefined;
}

/** An establishment's own address. */
export const placeOf = (campus: string, establishment: string): string =>
  `/establishments/${encodeURIComponent(campus)}/${encodeURIComponent(establishment)}`;

export const gridQuery = (place: string) =>
  queryOptions({
    queryKey: [...KEY, 'grid', place],
    queryFn: ({ signal }) => request<Grid>(apiUrl(`${place}/grid`), { signal }),
  });

export const choicesQuery = (place: string, kind: TimetableKind) =>
  queryOptions({
    queryKey: [...KEY, 'choices', place, kind],
    queryFn: ({ signal }) => readChoices(place, kind, signal),
  });

async function readChoices(place: string, kind: TimetableKind, signal: AbortSignal): Promise<NamedChoice[]> {
  switch (kind) {
    case 'class':
      return allPages(`${place}/classes`, signal);
    case 'teacher':
      return allPages(`${place}/teachers`, signal);
    case 'group':
      return (await allPages<Group>(`${place}/groups`, signal)).map(({ key, name }) => ({ id: key, name }));
    case 'room':
      return (await allPages<{ name: string }>(`${place}/rooms`, signal)).map(({ name }) => ({
        id: null,
        name,
      }));
  }
}

/** How the address says it: its name, or its id where several bear that name. */
export const choiceValue = ({ id, name }: NamedChoice, all: readonly NamedChoice[]): string =>
  id !== null && all.some((other) => other.id !== id && other.name === name) ? id : name;

export interface AskedSessions {
  readonly place: string;
  readonly kind: TimetableKind;
  /** An id, or a name. */
  readonly of: string;
  /** Its Monday. */
  readonly week: string;
}

export const sessionsQuery = ({ place, kind, of, week }: AskedSessions) =>
  queryOptions({
    queryKey: [...KEY, 'sessions', place, kind, of, week],
    queryFn: ({ signal }) =>
      request<Session[]>(apiUrl(`${place}/sessions`, { from: week, to: addDays(week, 6), [kind]: of }), {
        signal,
      }),
    enabled: of !== '' && week !== '',
    // The next week takes the place of this one without a blank between them.
    placeholderData: keepPreviousData,
  });

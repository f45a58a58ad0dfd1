import type { SchoolYear, YearProposal } from '@timetable/contracts';
import {
  localDateOf,
  openingConsequences,
  proposedClosures,
  yearToOpen,
  type SchoolYearDates,
} from '@timetable/domain';
import type {
  CampusRecord,
  EstablishmentCalendar,
  EstablishmentRecord,
  SchoolYearRecord,
} from '@timetable/persistence';
import { notFound } from '../errors/api-error.js';

/** The closures a manager is offered; taken as they are when the year is opened without saying which. */
export function proposedClosuresOf(
  { academicZone }: CampusRecord,
  [home]: readonly EstablishmentRecord[],
  year: SchoolYearDates,
): Pick<YearProposal, 'closures' | 'notice'> {
  const { label, startsOn, endsOn } = year;
  const place = { academicZone, ...(home && { timeZone: home.timeZone }) };
  const { closures, notice } = proposedClosures({ label, startsOn, endsOn, ...place });
  return {
    closures: closures.map((run) => ({ startsOn: run.startsOn, endsOn: run.endsOn, label: run.name })),
    notice,
  };
}

export function schoolYearView(
  campus: CampusRecord,
  calendars: readonly EstablishmentCalendar[],
  now: Date,
): SchoolYear {
  const [home] = calendars;
  if (home === undefined) throw notFound('Cette cité scolaire n’a pas d’année scolaire ouverte.');
  const codes = new Map(campus.establishments.map(({ id, code }) => [id, code]));
  return {
    ...calendarView(home),
    establishments: calendars.map((calendar) => ({
      ...calendarView(calendar),
      establishment: codes.get(calendar.current.establishmentId) ?? calendar.current.establishmentId,
      datesDecided: calendar.current.datesDecided,
    })),
    proposal: proposalOf(campus, home, now),
  };
}

const calendarView = ({
  current,
  next,
}: EstablishmentCalendar): Omit<SchoolYear, 'establishments' | 'proposal'> => ({
  ...yearView(current),
  next: next === undefined ? null : yearView(next),
});

const yearView = ({
  label,
  startsOn,
  endsOn,
  state,
  closures,
}: SchoolYearRecord): NonNullable<SchoolYear['next']> => ({
  label,
  startsOn,
  endsOn,
  state,
  closures: [...closures],
});

/** The year that may be opened now, as the first establishment sees it. */
function proposalOf(campus: CampusRecord, { current, next }: EstablishmentCalendar, now: Date): YearProposal {
  const { establishments } = campus;
  const year = yearToOpen(next ?? current);
  const home = establishments.find(({ id }) => id === current.establishmentId);
  const today = localDateOf(now, home?.timeZone ?? 'Europe/Paris');
  return {
    ...year,
    ...proposedClosuresOf(campus, establishments, year),
    consequences: openingConsequences(year, { today, current }),
  };
}

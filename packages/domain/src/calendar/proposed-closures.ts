import { academicHolidays, academicZoneOf, type NamedRun } from './academic-holidays.js';
import { newCaledoniaHolidays } from './new-caledonia.js';
import { publicHolidays } from './public-holidays.js';
import { isInNewCaledonia, type SchoolPlace, type SchoolYearDates } from './school-year.js';

interface YearToClose extends SchoolYearDates, Partial<SchoolPlace> {}

interface ClosureProposal {
  /** In order, without overlap, inside the year. */
  readonly closures: readonly NamedRun[];
  /** French: where they come from, what is missing, and that they must be verified. */
  readonly notice: string;
}

/** The closures a manager is offered for a year: holidays of the zone where they are known, and public holidays. */
export function proposedClosures({
  label,
  startsOn,
  endsOn,
  academicZone,
  timeZone = '',
}: YearToClose): ClosureProposal {
  const { name, holidays } = holidayCalendar(label, { academicZone, timeZone });
  const inYear = (holidays ?? [])
    .filter((run) => run.startsOn <= endsOn && run.endsOn >= startsOn)
    .map((run) => ({
      ...run,
      startsOn: run.startsOn < startsOn ? startsOn : run.startsOn,
      endsOn: run.endsOn > endsOn ? endsOn : run.endsOn,
    }));
  const isCovered = (date: string) => inYear.some((run) => run.startsOn <= date && date <= run.endsOn);
  const days = publicHolidays(startsOn, endsOn, timeZone)
    .filter(({ date }) => !isCovered(date))
    .map(({ date, name }) => ({ name, startsOn: date, endsOn: date }));
  const closures = [...inYear, ...days].sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1));
  return { closures, notice: noticeOf(label, name, holidays !== undefined) };
}

/** The calendar of holidays that a place follows, as a sentence names it, and what it says of the year when it is known. */
function holidayCalendar(
  label: string,
  place: SchoolPlace,
): { readonly name?: string; readonly holidays?: readonly NamedRun[] | undefined } {
  const zone = academicZoneOf(place.academicZone);
  if (zone !== undefined) return { name: `la zone ${zone}`, holidays: academicHolidays(label, zone) };
  if (!isInNewCaledonia(place)) return {};
  return { name: 'la Nouvelle-Calédonie', holidays: newCaledoniaHolidays(label) };
}

function noticeOf(label: string, calendar: string | undefined, isKnown: boolean): string {
  if (calendar === undefined) {
    return (
      'Jours fériés seulement : les vacances de cet établissement ne sont ni celles de la zone A, ni celles de la zone B ou C. ' +
      'À vérifier et à compléter avec les vacances de votre académie.'
    );
  }
  return isKnown
    ? `Vacances de ${calendar} et jours fériés de ${label}, d’après le calendrier officiel : à vérifier avant d’ouvrir l’année.`
    : `Jours fériés seulement : le calendrier des vacances de ${label} n’est pas encore connu ici. À vérifier et à compléter.`;
}

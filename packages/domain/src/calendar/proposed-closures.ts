import { academicHolidays, academicZoneOf, type NamedRun } from './academic-holidays.js';
import { publicHolidays } from './public-holidays.js';

interface YearToClose {
  /** `2026-2027`. */
  readonly label: string;
  /** Local dates of its first and last day. */
  readonly startsOn: string;
  readonly endsOn: string;
  /** Of the campus, as people typed it. */
  readonly academicZone: string | null | undefined;
}

interface ClosureProposal {
  /** In order, without overlap, inside the year. */
  readonly closures: readonly NamedRun[];
  /** French: where they come from, what is missing, and that they must be verified. */
  readonly notice: string;
}

/** The closures a manager is offered for a year: holidays of the zone where they are known, and public holidays. */
export function proposedClosures({ label, startsOn, endsOn, academicZone }: YearToClose): ClosureProposal {
  const zone = academicZoneOf(academicZone);
  const holidays = zone === undefined ? undefined : academicHolidays(label, zone);
  const inYear = (holidays ?? [])
    .filter((run) => run.startsOn <= endsOn && run.endsOn >= startsOn)
    .map((run) => ({
      ...run,
      startsOn: run.startsOn < startsOn ? startsOn : run.startsOn,
      endsOn: run.endsOn > endsOn ? endsOn : run.endsOn,
    }));
  const isCovered = (date: string) => inYear.some((run) => run.startsOn <= date && date <= run.endsOn);
  const days = publicHolidays(startsOn, endsOn)
    .filter(({ date }) => !isCovered(date))
    .map(({ date, name }) => ({ name, startsOn: date, endsOn: date }));
  const closures = [...inYear, ...days].sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1));
  return { closures, notice: noticeOf(label, zone, holidays !== undefined) };
}

function noticeOf(label: string, zone: string | undefined, isKnown: boolean): string {
  if (zone === undefined) {
    return (
      'Jours fériés seulement : la zone académique de cet établissement n’est ni A, ni B, ni C. ' +
      'À vérifier et à compléter avec les vacances de votre académie.'
    );
  }
  return isKnown
    ? `Vacances de la zone ${zone} et jours fériés de ${label}, d’après le calendrier national : à vérifier avant d’ouvrir l’année.`
    : `Jours fériés seulement : le calendrier des vacances de ${label} n’est pas encore connu ici. À vérifier et à compléter.`;
}

import { addDays, frenchLongDate, type SchoolYear } from '@timetable/contracts';

/** Early enough to prepare a year calmly, late enough not to be in the way of the one that runs. */
const DAYS_AHEAD = 60;

/** What somebody of the school has to do about the change of year. */
export interface YearTask {
  readonly title: string;
  readonly sentence: string;
  readonly step: 'open' | 'import';
  readonly act: string;
}

/** What is asked of the calendar for it. */
interface YearEnd extends Pick<SchoolYear, 'label' | 'state' | 'endsOn'> {
  readonly next: Pick<NonNullable<SchoolYear['next']>, 'label' | 'state' | 'startsOn'> | null;
  readonly proposal: Pick<SchoolYear['proposal'], 'label'>;
}

/**
 * Undefined while the change of year can wait; a year that awaits its first import has a page of its own.
 * @param today local day
 */
export function yearTask(
  { label, state, endsOn, next, proposal }: YearEnd,
  today: string,
): YearTask | undefined {
  if (state !== 'open') return undefined;
  if (next?.state === 'awaiting_first_import')
    return {
      title: `Premier import de l’année ${next.label} à faire`,
      sentence: `À partir du ${frenchLongDate(next.startsOn)}, ce qu’EDT envoie est refusé tant que le premier import de l’année n’a pas été fait à la main.`,
      step: 'import',
      act: 'Importer à la main',
    };
  if (next !== null || today < addDays(endsOn, -DAYS_AHEAD)) return undefined;
  const end =
    today > endsOn ? `est finie depuis le ${frenchLongDate(endsOn)}` : `finit le ${frenchLongDate(endsOn)}`;
  return {
    title: `L’année ${label} ${end}`,
    sentence: `Ouvrez l’année ${proposal.label} : ses dates, ses fermetures, puis son premier import.`,
    step: 'open',
    act: `Préparer l’année ${proposal.label}`,
  };
}

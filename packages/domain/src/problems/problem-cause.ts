import { ROW_ELEMENTS } from './row-elements.js';
import type { Problem } from './problem.js';

/** A problem that others may follow from: its code, and what it is about where that matters. */
type Cause = readonly [code: string, about?: string];

/** The sections that hold rows, by what the rows are called. */
const SECTIONS: Readonly<Record<string, string>> = {
  Matiere: 'Matieres',
  Professeur: 'Professeurs',
  Classe: 'Classes',
  PartieDeClasse: 'Classes',
  Groupe: 'Groupes',
  Salle: 'Salles',
  Eleve: 'Eleves',
};

/** What leaves nothing of a section to refer to. */
const nothingOf = (element: string): readonly Cause[] => [
  ['section_missing', SECTIONS[element] ?? ''],
  ['section_without_rows', element],
  // Parts are described with their class.
  ...(element === ROW_ELEMENTS.part ? [['section_without_rows', ROW_ELEMENTS.class] as const] : []),
];

/** What makes every date of a file wrong. */
const YEAR: readonly Cause[] = [['year_date_unreadable'], ['year_dates_inverted'], ['first_week_not_monday']];
const YEAR_OR_START: readonly Cause[] = [...YEAR, ['first_week_far_from_start']];

/** What each problem may follow from, the surest first; an error only from an error, so that none is hidden. */
const CAUSES: Readonly<Record<string, readonly Cause[]>> = {
  place_outside_grid: [['place_missing'], ['place_unreadable'], ['grid_unreadable']],
  day_not_open: [['open_day_unreadable']],
  weeks_out_of_year: YEAR,
  first_week_far_from_start: YEAR,
  session_outside_year: YEAR_OR_START,
  week_almost_empty: YEAR_OR_START,
  session_on_closed_day: YEAR_OR_START,
  pupil_part_unknown: [...nothingOf(ROW_ELEMENTS.class), ['row_missing', ROW_ELEMENTS.class]],
  course_part_without_pupils: nothingOf(ROW_ELEMENTS.pupil),
};

/** Rows that are referred to and not there; where some have no number that can be read, they are those. */
const causesOfMissing = (element: string): readonly Cause[] => [
  ...nothingOf(element),
  ['ident_unreadable', element],
  ['reference_unreadable', element],
];

/**
 * Tells of each problem of a file the code of the one that it follows from; undefined for those that stand by themselves.
 */
export function causesAmong(problems: readonly Problem[]): (problem: Problem) => string | undefined {
  const met = new Set(problems.flatMap(({ code, about }) => [idOf([code]), idOf([code, about])]));
  return (problem) => causesOf(problem).find((cause) => met.has(idOf(cause)))?.[0];
}

function causesOf({ code, about = '' }: Problem): readonly Cause[] {
  if (code === 'row_missing') return causesOfMissing(about);
  if (code === 'section_without_rows')
    return nothingOf(about).filter((cause) => idOf(cause) !== idOf([code, about]));
  return CAUSES[code] ?? [];
}

const idOf = ([code, about = '']: readonly [code: string, about?: string | undefined]): string =>
  `${code} ${about}`;

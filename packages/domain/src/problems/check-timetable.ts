import { daysBetween, epochDay, weekdayOf } from '../calendar/local-date.js';
import { groupBy } from '../collections/group-by.js';
import { normaliseName } from '../names/normalise-name.js';
import { uaiLetterIsValid } from '../names/uai.js';
import type { Ident, RowKind, Timetable } from '../timetable/timetable.js';
import { checkAudiences } from './check-audiences.js';
import { checkCourses } from './check-courses.js';
import { checkIdentifiers } from './check-identifiers.js';
import { findOverlaps } from './overlaps.js';
import { frenchCount } from '../text/french.js';
import { isImpossibleStay } from '../unread/impossible-stay.js';
import { missingRows } from '../unread/missing-rows.js';
import type { Problem } from './problem.js';
import { ROW_ELEMENTS, ROW_KINDS, ROW_NOUNS, ROW_PLURALS } from './row-elements.js';
import { ProblemLog } from './problem-log.js';

interface Row {
  readonly ident: Ident;
  readonly line: number;
}

/** Rules that need the whole file (import-rules §2); what a reader sees row by row it reports itself. */
export function checkTimetable(timetable: Timetable): Problem[] {
  const log = new ProblemLog();
  checkYear(timetable, log);
  checkGrid(timetable, log);
  checkRows(timetable, log);
  reportMissingRows(timetable, log);
  checkStays(timetable, log);
  checkIdentifiers(timetable, log);
  for (const uai of timetable.uais)
    if (!uaiLetterIsValid(uai)) log.add({ code: 'uai_letter_invalid', value: uai });
  checkCourses(timetable, log);
  checkAudiences(timetable, log);
  findOverlaps(timetable, log);
  return log.list();
}

/** Dates that a reader could not read are its own report. */
function checkYear({ year: { startsOn, endsOn, firstMonday } }: Timetable, log: ProblemLog): void {
  const hasDates = [startsOn, endsOn, firstMonday].every((date) => !Number.isNaN(epochDay(date)));
  if (!hasDates) return;
  if (startsOn >= endsOn) log.add({ code: 'year_dates_inverted', value: `${startsOn} / ${endsOn}` });
  if (weekdayOf(firstMonday) !== 1) log.add({ code: 'first_week_not_monday', value: firstMonday });
  if (Math.abs(daysBetween(firstMonday, startsOn)) > 7) {
    log.add({ code: 'first_week_far_from_start', value: `${firstMonday} / ${startsOn}` });
  }
}

function checkGrid({ grid: { places } }: Timetable, log: ProblemLog): void {
  places.forEach(({ startMinute, endMinute }, number) => {
    const previous = places[number - 1];
    const isInOrder = previous === undefined || previous.startMinute < startMinute;
    if (endMinute <= startMinute || !isInOrder)
      log.add({ code: 'place_out_of_order', value: String(number) });
  });
}

function checkRows(timetable: Timetable, log: ProblemLog): void {
  const { subjects, teachers, classes, groups, rooms, pupils } = timetable;
  const unique = (element: string, rows: readonly Row[]) => {
    findRepeated(
      rows,
      ({ ident }) => String(ident),
      ({ ident, line }) => {
        log.add({ code: 'ident_duplicate', line, value: `${element} ${ident}` });
      },
    );
  };
  unique('Matiere', subjects);
  unique('Professeur', teachers);
  unique('Classe', classes);
  unique(
    'PartieDeClasse',
    classes.flatMap(({ parts, line }) => parts.map((ident) => ({ ident, line }))),
  );
  unique('Groupe', groups);
  unique('Salle', rooms);
  unique('Eleve', pupils);
  const uniqueName = (element: string, rows: readonly (Row & { readonly name: string })[]) => {
    findRepeated(
      rows,
      ({ name }) => normaliseName(name),
      ({ line, name }) => {
        log.add({ code: 'name_duplicate', line, value: `${element} ${name.trim()}` });
      },
    );
  };
  uniqueName(
    'Classe',
    classes.filter(({ establishment }) => establishment === undefined),
  );
  uniqueName('Groupe', groups);
  uniqueName('Salle', rooms);
  for (const [code, ofCode] of groupBy(subjects, (row) => row.code.trim().toUpperCase())) {
    const labels = [...new Set(ofCode.map(({ label }) => label.trim()))].sort();
    const [, second] = ofCode;
    if (code === '' || second === undefined) continue;
    log.add({ code: 'subject_code_duplicate', line: second.line, value: `${code} : ${labels.join(', ')}` });
  }
}

/** Empty keys are nobody's: they do not repeat one another. */
function findRepeated<R>(rows: readonly R[], keyOf: (row: R) => string, report: (row: R) => void): void {
  const seen = new Set<string>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key !== '' && seen.has(key)) report(row);
    seen.add(key);
  }
}

/** One row that is missing is one error, whatever the number of references to it; so is a section that has none of them. */
function reportMissingRows(timetable: Timetable, log: ProblemLog): void {
  const missing = missingRows(timetable);
  const rows = rowCounts(timetable);
  for (const kind of ROW_KINDS) {
    const about = ROW_ELEMENTS[kind];
    const found = [...missing[kind]];
    if (found.length > 0 && rows[kind] === 0) {
      const total = found.reduce((sum, [, { references }]) => sum + references, 0);
      log.add({ code: 'section_without_rows', value: `${ROW_PLURALS[kind]} : ${referred(total)}`, about });
    }
    for (const [ident, { line, references }] of found) {
      const value = `${ROW_NOUNS[kind]} n° ${ident} : ${referred(references)}`;
      log.add({ code: 'row_missing', line, value, about });
    }
  }
}

const referred = (references: number): string => frenchCount(references, 'renvoi', 'renvois');

function rowCounts(timetable: Timetable): Readonly<Record<RowKind, number>> {
  const { subjects, teachers, classes, groups, rooms, pupils } = timetable;
  return {
    subject: subjects.length,
    teacher: teachers.length,
    class: classes.length,
    part: classes.reduce((sum, { parts }) => sum + parts.length, 0),
    group: groups.length,
    room: rooms.length,
    pupil: pupils.length,
  };
}

function checkStays({ classes, pupils, year }: Timetable, log: ProblemLog): void {
  const knownParts = new Set(classes.flatMap(({ parts }) => parts));
  for (const pupil of pupils) {
    for (const { ident } of pupil.parts) {
      if (knownParts.has(ident)) continue;
      log.add({ code: 'pupil_part_unknown', line: pupil.line, value: `PartieDeClasse ${ident}` });
    }
    if ([...pupil.classes, ...pupil.parts].some((stay) => isImpossibleStay(stay, year)))
      log.add({ code: 'membership_dates_inverted', line: pupil.line, value: `Eleve ${pupil.ident}` });
  }
}

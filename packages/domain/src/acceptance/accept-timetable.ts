import { yearLabel } from '../calendar/school-year.js';
import type { ImportContext } from '../import/import-context.js';
import { importDateOf } from '../import/import-date.js';
import { importYear } from '../import/import-year.js';
import { isSameUai } from '../names/uai.js';
import { problemEntry } from '../problems/problem-catalogue.js';
import { groupProblems } from '../problems/group-problems.js';
import { errorsInWords } from '../problems/problems-message.js';
import type { Problem } from '../problems/problem.js';
import { FORMAT_EXPORTS } from '../timetable/timetable-format.js';
import { programOf } from '../timetable/timetable-program.js';
import type { Timetable } from '../timetable/timetable.js';
import { damagedRows } from '../unread/damaged-rows.js';
import type { UnacceptableCode, RejectionDetails } from './rejection-code.js';
import { rejectionMessage } from './rejection-message.js';

interface AcceptanceInput {
  readonly timetable: Timetable;
  readonly context: Pick<ImportContext, 'origin' | 'target' | 'settings' | 'claimedAt' | 'year' | 'nextYear'>;
  /** Everything the reader and `checkTimetable` found. */
  readonly problems: readonly Problem[];
}

/** A sound export has no damaged row or hardly any: more than one for ten courses, and the file is not trusted. */
const COURSES_PER_DAMAGED_ROW = 10;

export type Acceptance =
  | { readonly accepted: true }
  | {
      readonly accepted: false;
      readonly code: UnacceptableCode;
      /** French: what, why, what to do. */
      readonly message: string;
    };

/**
 * Whether a readable timetable may be imported where it was deposited: format and version, school, school year, errors
 * (import-rules §1, decisions 2, 3, 4 and 6). The first that fails decides.
 */
export function acceptTimetable(input: AcceptanceInput): Acceptance {
  return (
    checkFormat(input) ?? checkSchool(input) ?? checkYear(input) ?? checkErrors(input) ?? { accepted: true }
  );
}

function checkFormat({ timetable, context: { settings } }: AcceptanceInput): Acceptance | undefined {
  const { format, version, versionAdvice, software = '' } = timetable;
  if (!settings.formats.includes(format)) {
    return rejected(timetable, 'format_not_accepted', {
      value: FORMAT_EXPORTS[format].name,
      accepted: settings.formats.map((accepted) => FORMAT_EXPORTS[accepted].name),
      choices: settings.formats.map((accepted) => FORMAT_EXPORTS[accepted].howTo),
    });
  }
  const accepted = settings.softwareVersions ?? [];
  const stated = [version, software].filter((text) => text !== '');
  // Some formats have no version, and no place for a program: then the format alone is judged.
  const isJudged = accepted.length > 0 && (stated.length > 0 || versionAdvice !== undefined);
  const isListed = accepted.some((wanted) => isOf(wanted, { version, software }));
  const isRefused = isJudged ? !isListed : settings.onlyKnownVersions === true && versionAdvice !== undefined;
  if (!isRefused) return undefined;
  return rejected(timetable, 'version_not_accepted', {
    value: stated.join(', '),
    accepted,
    ...(versionAdvice !== undefined && { versionAdvice }),
  });
}

/** « 2 » is the format versions 2.0 and 2.1, and not 12; « EDT 2026 » is the program « EDT Monoposte 2026 - 0.1.2 ». */
function isOf(
  wanted: string,
  { version, software }: { readonly version: string; readonly software: string },
) {
  const [wantedWords, words] = [wordsOf(wanted), wordsOf(software)];
  if (!/^\d{1,3}(\.\d+)*$/.test(wanted.trim())) return wantedWords.every((word) => words.includes(word));
  const numbers = wordsOf(version);
  return wantedWords.every((word, rank) => numbers[rank] === word);
}

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');

/** Every school of the file must be one of the target's: sessions of another one would be written here. */
function checkSchool({ timetable, context: { target } }: AcceptanceInput): Acceptance | undefined {
  const { uais, statesNoSchool } = timetable;
  const expectedUais = target.establishments.map(({ uai }) => uai);
  const isExpected = (uai: string) => expectedUais.some((expected) => isSameUai(uai, expected));
  if (uais.length > 0 && uais.every(isExpected)) return undefined;
  return rejected(timetable, 'wrong_school', {
    uais,
    expectedUais,
    ...(statesNoSchool === true && { statesNoSchool }),
  });
}

/** While a first import is awaited, whatever EDT pushes by itself is told so first, last year's file included. */
function checkYear({ timetable, context }: AcceptanceInput): Acceptance | undefined {
  const { origin } = context;
  const year = importYear(context, timetable.year, importDateOf(context));
  if (year.differingLabels !== undefined) {
    return rejected(timetable, 'school_years_differ', { expectedYears: year.differingLabels });
  }
  if (year.state === 'awaiting_first_import' && origin === 'automatic') {
    return rejected(timetable, 'first_import_required', { expectedYear: year.label });
  }
  // Unreadable dates are errors of the file, reported with the others.
  if (timetable.year.startsOn === '') return undefined;
  const { startsOn, endsOn } = timetable.year;
  const label = yearLabel(startsOn, endsOn);
  if (label === year.label) return undefined;
  const isToCome = startsOn > year.startsOn;
  return rejected(timetable, 'wrong_school_year', { year: label, expectedYear: year.label, isToCome });
}

/** Errors that leave nothing to trust, or so many rows in error that what is left is not the school's timetable. */
function checkErrors({ timetable, problems }: AcceptanceInput): Acceptance | undefined {
  const errors = errorsInWords(groupProblems(problems));
  const isFatal = problems.some((problem) => problemEntry(problem).isFatal);
  const courses = timetable.courses.length + (timetable.unreadCourses?.length ?? 0);
  const isRiddled = damagedRows(timetable) * COURSES_PER_DAMAGED_ROW > courses;
  return errors !== '' && (isFatal || isRiddled)
    ? rejected(timetable, 'structure_errors', { errors })
    : undefined;
}

function rejected(
  { format }: Pick<Timetable, 'format'>,
  code: UnacceptableCode,
  details: RejectionDetails,
): Acceptance {
  const message = rejectionMessage(code, { ...details, program: programOf(format) });
  return { accepted: false, code, message };
}

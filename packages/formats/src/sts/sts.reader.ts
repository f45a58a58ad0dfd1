import { weekOf, withoutClosedDays, type StswebExport, type Timetable } from '@timetable/domain';
import { createHash } from 'node:crypto';
import { ProblemList } from '../reading/problem-list.js';
import { parseUnsignedInt } from '../reading/values.js';
import type { ReadResult } from '../read-result.js';
import {
  documentsWithRoot,
  onlyTimetable,
  rootOf,
  type OpenedFile,
  type ReceivedDocument,
} from '../received/opened-file.js';
import type { StswebExports } from '../stsweb-exports.js';
import type { TimetableReader } from '../timetable-reader.js';
import { SmallDocuments } from '../xml/small-documents.js';
import { digestOf, readStswebExport } from './read-stsweb-export.js';
import { StsAlternations } from './sts-alternations.js';
import { StsClassesAndGroups } from './sts-classes-and-groups.js';
import {
  EMP_STS_ROOT,
  documentName,
  readStsDocument,
  STS_EMP_ROOT,
  statedBy,
  type StsDocument,
} from './sts-document.js';
import type { StsElement } from './sts-element.js';
import { StsLessons } from './sts-lessons.js';
import { StsPeopleAndPlaces } from './sts-people-and-places.js';
import { StsProblems } from './sts-problems.js';
import { stsUnreadable } from './sts-unreadable.js';

/**
 * What any timetable program writes for STSWEB (docs/formats/sts.md): `emp_sts`, in an archive with the `sts_emp` that it
 * refers to, or alone.
 * @param kept where the `sts_emp` of a file that comes alone is
 */
export const stsReader = (kept: StswebExports): TimetableReader => ({
  format: 'sts',

  async recognise(file) {
    const [timetables, exports] = await documentsOf(file);
    return timetables.length + exports.length > 0 ? 'certain' : 'none';
  },

  async read(file, limits) {
    const [timetables, exports] = await documentsOf(file);
    if (timetables.length === 0 || exports.length === 0) await refuseUnrecognised(file);
    if (timetables.length === 0) throw stsUnreadable('sts_emp_alone');
    const hash = createHash('sha256');
    const small = new SmallDocuments(limits);
    const document = await readStsDocument(onlyTimetable(timetables), 'emp_sts', small, (bytes) =>
      hash.update(bytes),
    );
    const beside = await exportIn(exports, small);
    const known = beside === undefined ? await keptFor(document, kept) : readStswebExport(beside);
    refuseDifferent(document, known);
    hash.update(digestOf(known));
    return {
      ...timetableOf(document, known, beside),
      sha256: hash.digest('hex'),
      ...(beside === undefined ? { dependsOnKept: true } : { stswebExport: known }),
    };
  },
});

const documentsOf = (file: OpenedFile): Promise<[readonly ReceivedDocument[], readonly ReceivedDocument[]]> =>
  Promise.all([documentsWithRoot(file, EMP_STS_ROOT), documentsWithRoot(file, STS_EMP_ROOT)]);

/** What cannot even be looked at may be the document that is missing. */
async function refuseUnrecognised({ documents }: OpenedFile): Promise<void> {
  for (const document of documents) {
    if (/\.xml$/i.test(document.name) && (await rootOf(document)) === undefined)
      throw stsUnreadable('sts_file_unreadable', { value: documentName(document) });
  }
}

async function exportIn(
  exports: readonly ReceivedDocument[],
  small: SmallDocuments,
): Promise<StsDocument | undefined> {
  const [only, another] = exports;
  if (only === undefined) return undefined;
  if (another !== undefined) throw stsUnreadable('sts_emp_several', { value: `${exports.length}` });
  return readStsDocument(only, 'sts_emp', small);
}

async function keptFor({ root }: StsDocument, kept: StswebExports): Promise<StswebExport> {
  const { uai, startYear } = statedBy(root);
  const found = startYear === undefined ? undefined : await kept.find({ uai, startYear });
  if (found === undefined) throw stsUnreadable('sts_emp_missing', { value: uai });
  return found;
}

function refuseDifferent({ root }: StsDocument, known: StswebExport): void {
  const { uai, startYear = known.startYear } = statedBy(root);
  const isSame = startYear === known.startYear && (uai === '' || known.uai === '' || uai === known.uai);
  if (isSame) return;
  throw stsUnreadable('sts_files_differ', {
    value: `${uai || known.uai} (${startYear})`,
    expected: `${known.uai || uai} (${known.startYear})`,
  });
}

function timetableOf(
  { root, misdeclared }: StsDocument,
  known: StswebExport,
  beside: StsDocument | undefined,
): Pick<Extract<ReadResult, { kind: 'timetable' }>, 'kind' | 'timetable' | 'problems'> {
  const problems = new StsProblems(new ProblemList());
  problems.reportReading('completed_by_ent');
  for (const value of new Set([misdeclared, beside?.misdeclared]))
    if (value !== undefined) problems.reportReading('encoding_misdeclared', value);
  const year = yearOf(known, problems);
  const people = new StsPeopleAndPlaces(root, known, problems);
  const structure = new StsClassesAndGroups(root, known, problems);
  const alternations = new StsAlternations(root, year, problems);
  const lessons = new StsLessons({ alternations, people, structure, problems });
  const uai = statedBy(root).uai || known.uai;
  const timetable: Timetable = {
    format: 'sts',
    version: '',
    software: root.value('PARAMETRES', 'APPLICATION_SOURCE') || undefined,
    uais: uai === '' ? [] : [uai],
    statesNoPupils: true,
    statesNoClosedDays: true,
    year,
    grid: lessons.hours.grid(openDaysOf(root, lessons), 0),
    subjects: people.subjects,
    teachers: people.teachers,
    classes: structure.classes,
    groups: structure.groups,
    rooms: people.rooms,
    pupils: [],
    courses: lessons.courses,
    ...(lessons.unreadCourses.length > 0 && { unreadCourses: lessons.unreadCourses }),
  };
  // The file's own year and public holidays; the ENT's closures are the import's to know.
  return { kind: 'timetable', timetable: withoutClosedDays(timetable, []), problems: problems.all() };
}

function yearOf({ startsOn, endsOn }: StswebExport, problems: StsProblems): Timetable['year'] {
  for (const [name, date] of Object.entries({ DATE_DEBUT: startsOn, DATE_FIN: endsOn }))
    if (date === '') problems.reportReading('year_date_unreadable', name);
  return { startsOn, endsOn, firstMonday: startsOn === '' ? '' : weekOf(startsOn).from };
}

/** The days for which the file gives hours, and those of lessons. */
function openDaysOf(root: StsElement, { days }: StsLessons): number[] {
  const stated = root
    .all('DONNEES', 'HORAIRES', 'HORAIRE')
    .map((hours) => parseUnsignedInt(hours.attribute('JOUR')))
    .filter((day) => day !== undefined && day >= 1 && day <= 7);
  return [...new Set([...stated, ...days])].filter((day) => day !== undefined).sort((a, b) => a - b);
}

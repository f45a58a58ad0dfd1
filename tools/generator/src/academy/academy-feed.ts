import { AAF_END, AAF_START, aafRequest, type AafCategory, type AafRequestDraft } from '../aaf-writer.js';
import {
  academySchool,
  academySchools,
  lastName,
  pick,
  spread,
  type AcademySchool,
  type AcademySize,
  type NumberRange,
} from './academy.js';
import {
  classOf,
  guardianRequest,
  levelRequests,
  pupilId,
  pupilRequest,
  structureRequest,
  subjectRequests,
  teacherRequest,
} from './academy-requests.js';

/** One file of an academic directory, made as it is read. */
export interface AcademyFile {
  readonly name: string;
  readonly pieces: () => Iterable<string>;
}

/** As academies cut theirs: about that many people in a file. */
const PEOPLE_PER_FILE = 100_000;

/** The whole directory of an academy, guardians and their addresses included. @param date `20260901` */
export function completeAcademy(size: AcademySize, date: string): AcademyFile[] {
  const file = (category: AafCategory, requests: () => Iterable<AafRequestDraft>, part = 0): AcademyFile => ({
    name: `ENT_Complet_${date}_${category}_${String(part).padStart(4, '0')}.xml`,
    pieces: () => written(requests()),
  });
  const people = (category: AafCategory, requests: (school: AcademySchool) => Iterable<AafRequestDraft>) =>
    schoolRanges(size).map((range, part) =>
      file(category, () => flattened(schoolsOf(size, range), requests), part),
    );
  return [
    file('EtabEducNat', () => mapped(academySchools(size), structureRequest)),
    file('MatiereEducNat', subjectRequests),
    file('MefEducNat', levelRequests),
    ...people('PersEducNat', (school) =>
      mapped(numbers(school.teachers), (number) => teacherRequest(school, number)),
    ),
    ...people('Eleve', (school) => mapped(numbers(school.pupils), (number) => pupilRequest(school, number))),
    ...people('PersRelEleve', (school) => mapped(numbers(school.pupils), guardianRequest)),
  ];
}

/**
 * What a night changes of it: most of the pupils changed are in another class, some are married or gone, some are new.
 * @param percent of its pupils
 */
export function academyChanges(size: AcademySize, date: string, percent: number): AcademyFile[] {
  return [
    {
      name: `ENT_Delta_${date}_Eleve_0000.xml`,
      pieces: () => written(flattened(academySchools(size), (school) => changesOf(school, size, percent))),
    },
  ];
}

function* changesOf(school: AcademySchool, size: AcademySize, percent: number): Generator<AafRequestDraft> {
  for (const number of numbers(school.pupils)) {
    if (spread(number, 8) % 10_000 >= percent * 100) continue;
    const modify = (attributes: NonNullable<AafRequestDraft['attributes']>): AafRequestDraft => ({
      ...{ operation: 'modify', category: 'Eleve', id: pupilId(number) },
      attributes,
    });
    const kind = spread(number, 9) % 10;
    if (kind === 0) yield { operation: 'delete', category: 'Eleve', id: pupilId(number) };
    else if (kind === 1) yield pupilRequest(school, number + size.pupils);
    else if (kind === 2) yield modify({ sn: [`${lastName(number)} ${lastName(number + 1)}`] });
    else yield modify({ ENTEleveClasses: [`${school.id}$${nextClass(school, number)}`] });
  }
}

const nextClass = (school: AcademySchool, number: number): string =>
  pick(school.classes, school.classes.indexOf(classOf(school, number)) + 1);

/** Numbers of the schools of each file. */
function schoolRanges({ schools, pupils }: AcademySize): NumberRange[] {
  const each = Math.max(1, Math.floor((schools * PEOPLE_PER_FILE) / pupils));
  return Array.from({ length: Math.ceil(schools / each) }, (_, part) => ({
    from: part * each,
    to: Math.min(schools, (part + 1) * each),
  }));
}

const schoolsOf = (size: AcademySize, range: NumberRange): Iterable<AcademySchool> =>
  mapped(numbers(range), (index) => academySchool(size, index));

function* written(requests: Iterable<AafRequestDraft>): Generator<string> {
  yield AAF_START;
  yield* mapped(requests, aafRequest);
  yield AAF_END;
}

function* numbers({ from, to }: NumberRange): Generator<number> {
  for (let number = from; number < to; number += 1) yield number;
}

const mapped = <T, U>(items: Iterable<T>, of: (item: T) => U): Iterable<U> => Iterator.from(items).map(of);
const flattened = <T, U>(items: Iterable<T>, of: (item: T) => Iterable<U>): Iterable<U> =>
  Iterator.from(items).flatMap(of);

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { FieldDirectory } from './field-campus.js';
import { fieldXml } from './field-export.js';
import { fieldDirectory, fieldSchool, TAUGHT_WEEKS, weeksBut, type FieldSchool } from './field-school.js';

/** The files of one case: what is imported by hand first, what is pushed afterwards, and the directories meanwhile. */
export interface CaseInput {
  readonly uai: string;
  readonly directory: FieldDirectory;
  readonly laterDirectory?: FieldDirectory;
  readonly first: Buffer;
  readonly then: readonly Buffer[];
}

const SHARED = join(import.meta.dirname, '../../../../shared/cases');

/** Why the case as it was reported cannot be played here; undefined: it can. */
export const obstacleOf = (folder: string): string | undefined =>
  existsSync(join(SHARED, folder)) ? undefined : `../shared/cases/${folder} is not here`;

const DIRECTORY = z.looseObject({ users: z.array(z.looseObject({ id: z.string() })) });

/** The files of a case as they were reported, read where they lie. */
export function reported(
  folder: string,
  names: {
    readonly first: string;
    readonly then?: readonly string[];
    /** Of this folder, or of another one. */
    readonly directory?: string;
    readonly laterDirectory?: string;
  },
): CaseInput {
  const read = (name: string): Buffer => readFileSync(join(SHARED, name.includes('/') ? '' : folder, name));
  const directoryAt = (name: string): FieldDirectory => DIRECTORY.parse(JSON.parse(read(name).toString()));
  const first = read(names.first);
  return {
    uai: /UAI="(\w+)"/.exec(first.toString())?.[1] ?? '',
    directory: directoryAt(names.directory ?? 'directory.json'),
    ...(names.laterDirectory === undefined ? {} : { laterDirectory: directoryAt(names.laterDirectory) }),
    first,
    then: (names.then ?? []).map(read),
  };
}

const bytes = (xml: string): Buffer => Buffer.from(xml);

/** A case of our own, of the same kind. */
export function ownCase(
  before: FieldSchool,
  after: readonly (FieldSchool | string)[] = [],
  directories: { readonly directory?: FieldDirectory; readonly laterDirectory?: FieldDirectory } = {},
): CaseInput {
  return {
    uai: before.uai,
    directory: directories.directory ?? fieldDirectory(before),
    ...(directories.laterDirectory === undefined ? {} : { laterDirectory: directories.laterDirectory }),
    first: bytes(fieldXml(before)),
    then: after.map((file) => bytes(typeof file === 'string' ? file : fieldXml(file))),
  };
}

const SCHOOL = fieldSchool();

/** Our own inputs, by the kind of what goes wrong. */
export const OWN = {
  unreadableRow: (): CaseInput =>
    ownCase(SCHOOL, [fieldXml(SCHOOL).replace(/(<Cours Jour="2" NumeroPlaceDebut=)"0"/, '$1""')]),
  partOfAClass: (): CaseInput =>
    ownCase({
      ...SCHOOL,
      classes: SCHOOL.classes.map((one) => (one.ident === 7 ? { ...one, parts: [...one.parts, 73] } : one)),
      groups: [...SCHOOL.groups, { ident: 33, name: '5R AIDE', parts: [71] }],
      pupils: SCHOOL.pupils.map((pupil) =>
        pupil.ident === 101
          ? { ...pupil, stays: [...pupil.stays, { part: 73, from: '2026-09-01', to: '2027-07-02' }] }
          : pupil,
      ),
      courses: [
        ...SCHOOL.courses,
        { day: 1, place: 0, subject: 6, weeks: TAUGHT_WEEKS, teachers: [24], parts: [73], rooms: [93] },
        { day: 1, place: 6, subject: 6, weeks: TAUGHT_WEEKS, teachers: [24], parts: [71], rooms: [93] },
      ],
    }),
  twoSubjectsOneCode: (): CaseInput =>
    ownCase({
      ...SCHOOL,
      subjects: [
        ...SCHOOL.subjects,
        { ident: 15, code: 'ART', label: 'ATELIER DE RELIURE' },
        { ident: 16, code: 'ART', label: 'ARTS DU CIRQUE' },
      ],
      courses: [
        ...SCHOOL.courses,
        { day: 1, place: 7, subject: 15, weeks: TAUGHT_WEEKS, teachers: [23], classes: [7] },
        { day: 2, place: 7, subject: 16, weeks: TAUGHT_WEEKS, teachers: [24], classes: [7] },
      ],
    }),
  classIdsChange: (): CaseInput =>
    ownCase(
      SCHOOL,
      [
        {
          ...SCHOOL,
          rooms: SCHOOL.rooms.map((room) => (room.ident === 91 ? { ...room, name: 'Gymnase' } : room)),
        },
      ],
      {
        laterDirectory: fieldDirectory(SCHOOL, (name) => `nouvel-id-${name}`),
      },
    ),
  missingRow: (): CaseInput =>
    ownCase({
      ...SCHOOL,
      courses: [
        ...SCHOOL.courses,
        ...[1, 2, 3, 4, 5].flatMap((day) =>
          [7, 8].map((ident) => ({
            ...{ day, place: ident - 4, subject: 6, weeks: TAUGHT_WEEKS, teachers: [29], classes: [ident] },
          })),
        ),
      ],
    }),
  detachedPupils: (): CaseInput =>
    ownCase({
      ...SCHOOL,
      version: '2.0',
      courses: [
        ...SCHOOL.courses,
        {
          day: 1,
          place: 0,
          subject: 6,
          weeks: TAUGHT_WEEKS,
          teachers: [24],
          rooms: [93],
          pupils: [101, 102],
        },
      ],
    }),
  pastStay: (): CaseInput =>
    ownCase({
      ...SCHOOL,
      pupils: SCHOOL.pupils.map((pupil) =>
        pupil.ident === 102
          ? {
              ...pupil,
              stays: [
                { part: 72, from: '2026-09-01', to: '2026-10-11' },
                { part: 71, from: '2026-10-12', to: '2027-07-02' },
              ],
            }
          : pupil,
      ),
    }),
  groupsMadeOne: (): CaseInput => {
    const withGroup = (group: number): FieldSchool => ({
      ...SCHOOL,
      groups: [...SCHOOL.groups, { ident: 33, name: '5RS SCIENCES', parts: [71, 81] }],
      courses: [
        ...SCHOOL.courses,
        ...[1, 2].map((day) => ({
          ...{ day, place: 5, subject: 6, weeks: TAUGHT_WEEKS, teachers: [24], groups: [group], rooms: [93] },
        })),
      ],
    });
    return ownCase(withGroup(33), [withGroup(31)]);
  },
  wrongEncodingDeclared: (): CaseInput =>
    ownCase(SCHOOL, [fieldXml(SCHOOL).replace('encoding="UTF-8"', 'encoding="windows-1252"')]),
  sameIdentifierTwice: (): CaseInput => {
    const [first, second, ...others] = SCHOOL.pupils;
    if (first === undefined || second === undefined) throw new Error('The school has pupils.');
    const school = {
      ...SCHOOL,
      pupils: [
        { ...first, name: 'TIERS', idpn: undefined, ine: '0987654321B' },
        { ...second, idpn: undefined, ine: '0987654321B' },
        ...others,
      ].map(({ idpn, ...pupil }) => (idpn === undefined ? pupil : { ...pupil, idpn })),
    };
    const known = { ...school, pupils: school.pupils.slice(1) };
    return ownCase(school, [], { directory: fieldDirectory(known) });
  },
  bellTimes: (): CaseInput =>
    ownCase(SCHOOL, [{ ...SCHOOL, places: SCHOOL.places.map((minute) => minute + 5) }]),
  backToTheFirst: (): CaseInput => {
    const named = (label: string): FieldSchool => ({
      ...SCHOOL,
      subjects: SCHOOL.subjects.map((subject) => (subject.ident === 3 ? { ...subject, label } : subject)),
    });
    return ownCase(SCHOOL, [named('LETTRES A'), named('LETTRES B')]);
  },
  classLostForANight: (): CaseInput => {
    const whole = fieldDirectory(SCHOOL);
    const laterDirectory = { ...whole, classes: whole.classes.filter(({ name }) => name !== '5S') };
    return ownCase(SCHOOL, [], { laterDirectory });
  },
  calendarYear: (): CaseInput =>
    ownCase({
      ...SCHOOL,
      ...{ startsOn: '2027-02-15', endsOn: '2027-12-17', firstMonday: '2027-02-15' },
      pupils: SCHOOL.pupils.map((pupil) => ({
        ...pupil,
        stays: pupil.stays.map((stay) => ({ ...stay, from: '2027-02-15', to: '2027-12-17' })),
      })),
      courses: SCHOOL.courses.map((course) => ({ ...course, weeks: weeksBut(43, [8, 9, 17, 18]) })),
    }),
  leaver: (): CaseInput =>
    ownCase(SCHOOL, [
      {
        ...SCHOOL,
        pupils: SCHOOL.pupils.map((pupil) =>
          pupil.ident === 101
            ? { ...pupil, stays: pupil.stays.map((stay) => ({ ...stay, to: '2027-01-15' })) }
            : pupil,
        ),
      },
    ]),
  classJoinsACourse: (): CaseInput => {
    const joined = new Map([[8, TAUGHT_WEEKS & ~((1n << 20n) - 1n)]]);
    const alone = {
      day: 3,
      place: 5,
      subject: 6,
      weeks: TAUGHT_WEEKS,
      teachers: [24],
      classes: [7],
      rooms: [93],
    };
    return ownCase({ ...SCHOOL, courses: [...SCHOOL.courses, alone] }, [
      { ...SCHOOL, courses: [...SCHOOL.courses, { ...alone, classes: [7, 8], classWeeks: joined }] },
    ]);
  },
  twoSchools: (): { readonly college: CaseInput; readonly lycee: CaseInput } => {
    const lycee = fieldSchool({ uai: '9990002Y', establishment: 'lyc', prefix: '2' });
    const [first, second] = [fieldDirectory(SCHOOL), fieldDirectory(lycee)];
    const directory = {
      teachers: [...first.teachers, ...second.teachers],
      classes: [...first.classes, ...second.classes],
      pupils: [...first.pupils, ...second.pupils],
      users: first.users,
    };
    const changed = {
      ...lycee,
      courses: lycee.courses.map((course, index) => (index === 0 ? { ...course, rooms: [] } : course)),
    };
    return { college: ownCase(SCHOOL, [], { directory }), lycee: ownCase(lycee, [changed], { directory }) };
  },
} as const;

// import-rules §2: a thousand exports with one damaged row each. What the row describes stays as it is; everything else is compared as usual.
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Directory } from '@timetable/domain';
import { entDirectory, exportBytes, makeSchool, type School } from '@timetable/generator';
import { damagedRows, withDamage, type DamagedRow } from '../support/damaged-export.js';
import { importInMemory, type EntContent } from '../support/imports-in-memory.js';
import { RULES_SCHOOL } from '../support/rules-school.js';
import type { Course } from '../support/school-model.js';
import {
  CONTENT_KINDS,
  contentOfEnt,
  contentOfSchool,
  type TaughtContent,
} from '../support/taught-content.js';

const FILES = 1_000;
const FROM = '2026-10-06';
const target = {
  campusCode: 'c',
  establishmentId: 'c/college',
  establishments: [
    { id: 'c/college', code: 'college', uai: RULES_SCHOOL.uai, name: 'Collège', timeZone: 'Europe/Paris' },
  ],
};
const EMPTY: EntContent = {
  structure: {
    subjects: [],
    services: [],
    closures: [],
    groups: [],
    year: { ...RULES_SCHOOL.year, state: 'awaiting_first_import' },
  },
  sessions: [],
  memberships: new Map(),
};

/** A term of a college of four classes: sessions enough for every rule, and few enough for a thousand imports. */
const school = termOf(makeSchool({ ...RULES_SCHOOL, pupils: 40, groups: 10, courses: 80 }));
const directory = directoryOf(school);

function termOf(whole: School): School {
  const exceptWeeks = Array.from({ length: 43 }, (_, nth) => nth + 10);
  const courses = whole.courses.map((course) => ({ ...course, exceptWeeks }));
  const taught = new Set(courses.map(({ subject }) => subject));
  // Guardians are most of an export, and nothing is read of them.
  const pupils = whole.pupils.map((pupil) => ({ ...pupil, guardians: [] }));
  return { ...whole, courses, pupils, subjects: whole.subjects.filter((subject) => taught.has(subject)) };
}

function directoryOf(known: School): Directory {
  const { teachers, pupils, classes } = entDirectory(known, { establishment: 'college' });
  return {
    teachers,
    pupils,
    classes: classes.map(({ id, name }) => ({ id, name, establishmentId: 'c/college' })),
  };
}

const textOf = async (of: School): Promise<string> => String(await exportBytes(of, { zip: false }));
const importing = (before: EntContent, text: string, at: string) =>
  importInMemory({ directory, target }, before, Buffer.from(text), new Date(at));

/** Everything that a row says something of, by the school itself. */
function describedBy({ section, row }: DamagedRow) {
  const ident = (at: readonly { readonly ident: number }[]) => at[row]?.ident;
  return {
    subject: section === 'Matieres' ? ident(school.subjects) : undefined,
    teacher: section === 'Professeurs' ? ident(school.teachers) : undefined,
    class: section === 'Classes' ? ident(school.classes) : undefined,
    group: section === 'Groupes' ? ident(school.groups) : undefined,
    room: section === 'Salles' ? ident(school.rooms) : undefined,
    pupil: section === 'Eleves' ? ident(school.pupils) : undefined,
    course: section === 'Cours' ? school.courses[row] : undefined,
  };
}
type Described = ReturnType<typeof describedBy>;

const classesOf = ({ classes, groups }: Course): number[] => [
  ...classes.map(({ ident }) => ident),
  ...school.classes
    .filter(({ parts }) => groups.some((group) => group.parts.some((part) => parts.includes(part))))
    .map(({ ident }) => ident),
];

/** Whether a course has nothing to do with what the row describes. */
function isElsewhere(course: Course, row: Described): boolean {
  const other = row.course;
  if (course.classes.length === 0) return false;
  if (course.subject.ident === row.subject || course.room?.ident === row.room) return false;
  if (course.teachers.some(({ ident }) => ident === row.teacher)) return false;
  const group = school.groups.find(({ ident }) => ident === row.group);
  const classes = new Set([
    ...(row.class === undefined ? [] : [row.class]),
    ...school.classes
      .filter(({ parts }) => group?.parts.some((part) => parts.includes(part)))
      .map(({ ident }) => ident),
    ...(other === undefined ? [] : classesOf(other)),
  ]);
  if (classesOf(course).some((ident) => classes.has(ident))) return false;
  if (other === undefined) return true;
  const isSameTeacher = course.teachers.some(({ ident }) =>
    other.teachers.some((teacher) => teacher.ident === ident),
  );
  return !isSameTeacher && course.subject !== other.subject && course.day !== other.day;
}

type Change = 'room' | 'hour' | 'gone' | 'come' | 'pupil';
const CHANGES: readonly Change[] = ['room', 'hour', 'gone', 'come', 'pupil'];

/** The same school, in which one thing that the row says nothing of has changed. */
function changedElsewhere(row: Described, nth: number): School {
  const change = CHANGES[nth % CHANGES.length];
  if (change === 'pupil') {
    const leaver = school.pupils.find(
      ({ ident, schoolClass, parts }, at) =>
        at >= (nth * 7) % 30 &&
        ident !== row.pupil &&
        schoolClass.ident !== row.class &&
        parts.length > 0 &&
        row.group === undefined &&
        row.course === undefined,
    );
    return {
      ...school,
      pupils: school.pupils.map((pupil) => (pupil === leaver ? { ...pupil, parts: [] } : pupil)),
    };
  }
  const elsewhere = school.courses.filter((course) => isElsewhere(course, row));
  const course = elsewhere[nth % elsewhere.length];
  if (course === undefined) return school;
  const become: Readonly<Record<Exclude<Change, 'pupil'>, readonly Course[]>> = {
    room: [
      {
        ...course,
        room: school.rooms.find(({ ident }) => ident !== course.room?.ident && ident !== row.room),
      },
    ],
    hour: [{ ...course, day: 5, firstPlace: 18, placeCount: 2 }],
    gone: [],
    come: [course, { ...course, day: 5, firstPlace: 18, placeCount: 2 }],
  };
  return {
    ...school,
    courses: school.courses.flatMap((one) => (one === course && change !== undefined ? become[change] : one)),
  };
}

/**
 * Lines that only one side has, by kind. A service that a course not wholly read may be part of stays as it was: who could tell
 * its volume?
 */
function differencesBetween(found: TaughtContent, expected: TaughtContent, before: TaughtContent): string[] {
  return CONTENT_KINDS.flatMap((kind) => {
    const [has, wants, had] = [found[kind], expected[kind], kind === 'services' ? before[kind] : []].map(
      (lines) => new Set(lines),
    );
    const serviceOf = (line: string): string => line.split(' ')[0] ?? '';
    const kept = new Set(found[kind].filter((line) => had?.has(line)).map(serviceOf));
    const missing = expected[kind].filter((line) => !has?.has(line) && !kept.has(serviceOf(line)));
    const added = found[kind].filter((line) => !wants?.has(line) && !had?.has(line));
    return missing.length + added.length === 0
      ? []
      : [`${kind} -${missing.length} +${added.length} (${missing[0] ?? ''} → ${added[0] ?? ''})`];
  });
}

describe('a thousand exports with one damaged row each', () => {
  let base: EntContent;
  let text: string;
  beforeAll(async () => {
    text = await textOf(school);
    const imported = await importing(EMPTY, text, '2026-08-25T08:00:00Z');
    if (imported === undefined) throw new Error('The sound export was rejected.');
    base = imported;
  });

  it('begin from what the school is', () => {
    expect(contentOfEnt(school, base)).toEqual(contentOfSchool(school));
  });

  it('leave what the row describes as it is, and change the rest as the school has changed', async () => {
    const before = contentOfSchool(school);
    const wrong: string[] = [];
    const ends = { rejected: 0, imported: 0 };
    for (const [nth, row] of damagedRows(text, FILES, 13).entries()) {
      const changed = changedElsewhere(describedBy(row), nth);
      const after = await importing(base, withDamage(await textOf(changed), row), `${FROM}T04:00:00Z`);
      ends[after === undefined ? 'rejected' : 'imported'] += 1;
      if (after === undefined) continue;
      const differences = differencesBetween(
        contentOfEnt(school, after),
        contentOfSchool(changed, { before: school, from: FROM }),
        before,
      );
      if (differences.length > 0) wrong.push(`${nth} ${row.what}: ${differences.join(' ; ')}`);
    }
    expect(wrong.slice(0, 30)).toEqual([]);
    expect(ends.imported).toBeGreaterThan(FILES * 0.8);
  }, 600_000);
});

import { describe, expect, it } from '@jest/globals';
import { weeksOf, type FileCourse, type Timetable } from '@timetable/domain';
import { type ReadTimetable } from '../index.js';
import {
  cours,
  empSts,
  enseignant,
  ofClass,
  readSts,
  readStsTimetable,
  service,
  STS_EMP,
  stsArchive,
  type EmpSts,
  type Lesson,
} from './sts-export.test-support.js';

const ZOE = 'TYPE="epp" ID="4711"';
const LEO = 'TYPE="local" ID="4711"';

const problemsOf = ({ problems }: ReadTimetable): string[] =>
  problems
    .map(({ code, value }) => `${code} ${value ?? ''}`.trim())
    .filter((each) => each !== 'completed_by_ent');

/** « 4 08:02-08:57 FRANC: class 6A 1,2,3; teacher DUPONT 1,2,3 », as a person would write it down. */
function describeCourse(timetable: Timetable, course: FileCourse): string {
  const names = new Map<string, string>([
    ...timetable.teachers.map(({ ident, lastName }) => [`teacher ${ident}`, lastName] as const),
    ...timetable.classes.map(({ ident, name }) => [`class ${ident}`, name] as const),
    ...timetable.groups.map(({ ident, name }) => [`group ${ident}`, name] as const),
    ...timetable.rooms.map(({ ident, name }) => [`room ${ident}`, name] as const),
  ]);
  const clock = (minute = 0) => `${Math.floor(minute / 60)}:${`${minute % 60}`.padStart(2, '0')}`;
  const { places } = timetable.grid;
  const start = places[course.firstPlace]?.startMinute;
  const end = places[course.firstPlace + course.placeCount - 1]?.endMinute;
  const subject = timetable.subjects.find(({ ident }) => ident === course.subject)?.code ?? '?';
  const who = course.resources.map(
    ({ kind, ident, weeks }) => `${kind} ${names.get(`${kind} ${ident}`) ?? '?'} ${weeksOf(weeks).join()}`,
  );
  return `${course.day} ${clock(start)}-${clock(end)} ${subject}: ${who.join('; ')}`;
}

const describeCourses = ({ timetable }: ReadTimetable): string[] =>
  timetable.courses.map((course) => describeCourse(timetable, course));

const withLessons = (...lessons: readonly Lesson[]): EmpSts => ({
  structure: ofClass(service('020700', enseignant(ZOE, ...lessons.map(cours)))),
});

describe('An exchange with STSWEB', () => {
  it('is the lessons of its services, with real hours and dated weeks', async () => {
    const read = await readStsTimetable();
    expect(problemsOf(read)).toEqual([]);
    expect(describeCourses(read)).toEqual([
      '4 8:02-8:57 FRANC: class 6A 1,2,3; teacher DUPONT 1,2,3; room B12 1,2,3',
      '1 14:02-15:32 MATHS: group 6A_GR1 2; teacher MARTIN 2',
      '2 8:02-8:57 EPS: group 6AB_EPS 1,2,3; teacher DUPONT 1,2,3; room GYM 1,2,3; teacher MARTIN 2',
    ]);
  });

  it('is what STSWEB says of the school, as far as the lessons name it', async () => {
    const { timetable } = await readStsTimetable();
    expect(timetable).toMatchObject({
      format: 'sts',
      software: 'EDITEUR_PRIVE',
      uais: ['9990001X'],
      statesNoPupils: true,
      statesNoClosedDays: true,
      year: { startsOn: '2026-09-01', endsOn: '2027-08-31', firstMonday: '2026-08-31' },
      grid: { openDays: [1, 2, 4, 5] },
      subjects: [
        { code: 'FRANC', label: 'Français' },
        { code: 'MATHS', label: '' },
        { code: 'EPS', label: 'E.P.S.' },
      ],
      teachers: [
        { lastName: 'DUPONT', firstName: 'Zoé', birthDate: '1980-05-17', stsId: '4711' },
        { lastName: 'MARTIN', firstName: 'Léo' },
      ],
      classes: [
        { name: '6A', parts: [1, 2] },
        { name: '6B', parts: [3] },
      ],
      groups: [
        { name: '6A_GR1', classes: [], parts: [1] },
        { name: '6AB_EPS', classes: [], parts: [2, 3] },
      ],
      rooms: [{ name: 'B12' }, { name: 'GYM' }],
      pupils: [],
    });
    // A number that only the establishment gave is nobody's at STSWEB.
    expect(timetable.teachers[1]?.stsId).toBeUndefined();
  });

  it('says that the ENT completes it', async () => {
    expect((await readStsTimetable()).problems).toMatchObject([{ code: 'completed_by_ent' }]);
  });

  it('may be emp_sts alone once sts_emp is known, and is the same content then', async () => {
    const together = await readStsTimetable();
    const alone = await readSts(Buffer.from(empSts(), 'latin1'), together.stswebExport);
    expect(alone).toMatchObject({ kind: 'timetable', sha256: together.sha256, dependsOnKept: true });
    const kept = together.stswebExport;
    if (kept === undefined) throw new Error('nothing to keep');
    // A database gives members back in an order of its own.
    const { people, ...rest } = kept;
    const shuffled = {
      people: people.map((each) => ({ ...each })).map(({ id, ...each }) => ({ ...each, id })),
      ...rest,
    };
    expect(await readSts(Buffer.from(empSts(), 'latin1'), shuffled)).toMatchObject({
      sha256: together.sha256,
    });
    const renamed = { ...kept, people: people.map((person) => ({ ...person, lastName: 'AUTRE' })) };
    const other = await readSts(Buffer.from(empSts(), 'latin1'), renamed);
    expect(other.sha256).not.toBe(together.sha256);
  });

  it('is one course for all who teach it and all of its rooms, each in its weeks', async () => {
    const structure = ofClass(
      service(
        '020700',
        enseignant(ZOE, cours({ room: 'B12' })),
        enseignant(LEO, cours({ alternation: 'Q1', room: 'B13' })),
      ),
    );
    expect(describeCourses(await readStsTimetable({ structure }))).toEqual([
      '4 8:02-8:57 FRANC: class 6A 1,2,3; teacher DUPONT 1,2,3; room B12 1,2,3; teacher MARTIN 2; room B13 2',
    ]);
  });

  it('does without what is optional: rooms, alternations, hours, groups, services', async () => {
    const read = await readStsTimetable({
      alternations: '',
      rooms: '',
      structure: '<DIVISIONS><DIVISION CODE="6A"/><DIVISION CODE="6B"><SERVICES/></DIVISION></DIVISIONS>',
    });
    expect(problemsOf(read)).toEqual([]);
    expect(read.timetable).toMatchObject({
      classes: [{ name: '6A' }, { name: '6B' }],
      courses: [],
      rooms: [],
    });
  });

  it('knows a subject by its national code when two have the same short one', async () => {
    const stsEmp = STS_EMP.replace('<CODE_GESTION>EPS</CODE_GESTION>', '<CODE_GESTION>FRANC</CODE_GESTION>');
    const { timetable } = await readStsTimetable({}, stsEmp);
    expect(timetable.subjects.map(({ code }) => code)).toEqual(['FRANC', 'MATHS', '100100']);
  });

  it('is read in the encoding that it has', async () => {
    const utf8 = await readSts(
      await stsArchive({ 'emp_sts.xml': empSts(), 'sts_emp.xml': Buffer.from(STS_EMP) }),
    );
    if (utf8.kind !== 'timetable') throw new Error(utf8.code);
    expect(utf8.timetable.teachers[0]?.firstName).toBe('Zoé');
    expect(problemsOf(utf8)).toEqual(['encoding_misdeclared ISO-8859-15 → UTF-8']);
  });

  it.each<[string, Lesson, string]>([
    ['8:02', { start: '802' }, '4 8:02-8:57'],
    ['8h02', { start: '8h02' }, '4 8:02-8:57'],
    ['until midnight', { start: '2300', length: '0100' }, '4 23:00-24:00'],
  ])('takes the hour %s', async (_what, lesson, said) => {
    expect(describeCourses(await readStsTimetable(withLessons(lesson)))[0]).toMatch(new RegExp(`^${said} `));
  });
});

describe('what of an exchange with STSWEB cannot be read', () => {
  it.each<[string, EmpSts, string, Partial<FileCourse>]>([
    [
      'a teacher whom STSWEB does not know',
      { structure: ofClass(service('020700', enseignant('TYPE="epp" ID="9"', cours()))) },
      'sts_row_unknown ENSEIGNANT 9',
      { unread: ['teacher'] },
    ],
    [
      'a subject that STSWEB does not know',
      { structure: ofClass(service('999999', enseignant(ZOE, cours()))) },
      'sts_row_unknown SERVICE 999999',
      { unread: ['subject'] },
    ],
    [
      'an alternation that the file lacks',
      withLessons({ alternation: 'Q9' }),
      'sts_alternation_unknown Q9',
      { unread: ['weeks'] },
    ],
    [
      'a week of another year',
      {
        alternations:
          '<ALTERNANCE CODE="H"><SEMAINES><DATE_DEBUT_SEMAINE>2099-09-03</DATE_DEBUT_SEMAINE></SEMAINES></ALTERNANCE>',
        ...withLessons({}),
      },
      'sts_week_unreadable H 2099-09-03',
      { unread: ['weeks'] },
    ],
    [
      'a week that is no date',
      {
        alternations:
          '<ALTERNANCE CODE="H"><SEMAINES><DATE_DEBUT_SEMAINE>S36</DATE_DEBUT_SEMAINE></SEMAINES></ALTERNANCE>',
        ...withLessons({}),
      },
      'sts_week_unreadable H S36',
      { unread: ['weeks'] },
    ],
    [
      'a division without code',
      { structure: ofClass(service('020700', enseignant(ZOE, cours()))).replace('CODE="6A"', '') },
      'sts_code_missing DIVISION',
      { unread: ['class'] },
    ],
  ])('%s leaves the rest of the course', async (_what, emp, problem, course) => {
    const read = await readStsTimetable(emp);
    expect(problemsOf(read)).toEqual([problem]);
    expect(read.timetable.courses).toMatchObject([course]);
    for (const { entry } of read.problems) expect(entry?.advice ?? '').not.toMatch(/\bEDT\b/);
  });

  it.each<[string, Lesson]>([
    ['day', { day: '8' }],
    ['hour', { start: '2560' }],
    ['duration', { length: '0000' }],
    ['end', { start: '2330', length: '0100' }],
  ])('keeps a lesson of which the %s cannot be read as a course without a place', async (_what, lesson) => {
    const read = await readStsTimetable(withLessons(lesson));
    expect(problemsOf(read)).toMatchObject([expect.stringMatching(/^sts_slot_unreadable /)]);
    expect(read.timetable.courses).toEqual([]);
    expect(read.timetable.unreadCourses).toHaveLength(1);
  });

  it('names each unknown teacher once', async () => {
    const unknown = enseignant('TYPE="epp" ID="9"', cours(), cours({ day: '2' }));
    const read = await readStsTimetable({
      structure: ofClass(service('020700', unknown), service('100100', unknown)),
    });
    expect(problemsOf(read)).toEqual(['sts_row_unknown ENSEIGNANT 9']);
  });

  it('is the year of which STSWEB gives no dates', async () => {
    const read = await readStsTimetable({}, STS_EMP.replace(/<DATE_FIN>.*<\/DATE_FIN>/, ''));
    expect(problemsOf(read)).toContain('year_date_unreadable DATE_FIN');
  });
});

describe('an exchange with STSWEB that is refused', () => {
  const both = { 'emp_sts.xml': empSts(), 'sts_emp.xml': STS_EMP };

  it.each<[string, Readonly<Record<string, string>>, string, string | undefined]>([
    ['is sts_emp alone', { 'sts_emp.xml': STS_EMP }, 'sts_emp_alone', undefined],
    ['is emp_sts alone, and nothing is kept', { 'emp_sts.xml': empSts() }, 'sts_emp_missing', '9990001X'],
    ['has two sts_emp', { ...both, 'autre.xml': STS_EMP }, 'sts_emp_several', '2'],
    ['has two emp_sts', { ...both, 'autre.xml': empSts() }, 'archive_several_timetables', '2'],
    [
      'is of two schools',
      { ...both, 'emp_sts.xml': empSts({ uai: '9990002Y' }) },
      'sts_files_differ',
      '9990002Y (2026)',
    ],
    [
      'is of two years',
      { ...both, 'emp_sts.xml': empSts({ year: '2025' }) },
      'sts_files_differ',
      '9990001X (2025)',
    ],
    ['is cut', { ...both, 'emp_sts.xml': empSts().slice(0, -40) }, 'sts_file_unreadable', 'emp_sts.xml'],
    [
      'has an sts_emp of no year',
      { ...both, 'sts_emp.xml': STS_EMP.replace('ANNEE="2026"', '').replace('2026-09-01', '') },
      'sts_file_unreadable',
      'sts_emp.xml',
    ],
    [
      'is in an encoding that nobody knows',
      { ...both, 'emp_sts.xml': empSts().replace('ISO-8859-15', 'EBCDIC') },
      'sts_file_unreadable',
      'emp_sts.xml',
    ],
    [
      'nests without end',
      { ...both, 'emp_sts.xml': empSts({ structure: '<A>'.repeat(100) + '</A>'.repeat(100) }) },
      'sts_file_unreadable',
      'emp_sts.xml',
    ],
  ])('%s', async (_what, files, code, value) => {
    const read = await readSts(await stsArchive(files));
    expect(read).toMatchObject({ kind: 'unreadable', code });
    expect('value' in read ? read.value : undefined).toBe(value);
  });

  it('has a document type', async () => {
    const hostile = empSts().replace('<EDT_STS>', '<!DOCTYPE x [<!ENTITY a "b">]><EDT_STS>');
    expect(await readSts(Buffer.from(hostile, 'latin1'))).toMatchObject({ code: 'doctype_forbidden' });
  });

  it('is larger than any exchange, whatever the archive says', async () => {
    const huge = empSts({ rooms: `<SALLE_COURS CODE="${'x'.repeat(1000)}"/>`.repeat(16_500) });
    expect(await readSts(Buffer.from(huge, 'latin1'))).toMatchObject({ code: 'too_complex' });
    const bomb = await stsArchive({
      'emp_sts.xml': empSts({ rooms: ' '.repeat(15_000_000) }),
      'sts_emp.xml': STS_EMP,
    });
    expect(await readSts(bomb)).toMatchObject({ code: 'archive_bomb' });
  });

  it('stands among many members', async () => {
    const few = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`${index}.txt`, 'x']));
    expect((await readSts(await stsArchive({ ...few, ...both }))).kind).toBe('timetable');
    const many = Object.fromEntries(Array.from({ length: 600 }, (_, index) => [`${index}.xml`, '<a/>']));
    expect(await readSts(await stsArchive({ ...many, ...both }))).toMatchObject({
      code: 'archive_too_many_files',
    });
  });

  it('never throws, whatever bytes of it change', async () => {
    const archive = await stsArchive(both);
    const bare = Buffer.from(empSts(), 'latin1');
    const kept = (await readStsTimetable()).stswebExport;
    for (const bytes of [archive, bare]) {
      for (let at = 0; at < bytes.length; at += 11) {
        const damaged = Buffer.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8));
        expect(['timetable', 'unreadable']).toContain((await readSts(damaged, kept)).kind);
      }
      for (let cut = 1; cut < bytes.length; cut += 97)
        expect((await readSts(bytes.subarray(0, cut), kept)).kind).toBe('unreadable');
    }
  });
});

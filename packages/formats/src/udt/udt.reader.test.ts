import { describe, expect, it } from '@jest/globals';
import { groupProblems, weeksOf, type FileCourse, type Timetable } from '@timetable/domain';
import { randomBytes } from 'node:crypto';
import { memorySource, readTimetable, type ReadTimetable } from '../index.js';
import { readUdt, readUdtTimetable, udtArchive } from './udt-export.test-support.js';

const problemsOf = ({ problems }: ReadTimetable): string[] =>
  problems
    .map(({ code, value }) => `${code} ${value ?? ''}`.trim())
    .filter((each) => each !== 'read_by_description');

/** « Tuesday 08:30-09:25 EPS: group 6AB EPS, teacher DUPONT » and its weeks, as a person would write it down. */
function describeCourse({ grid, ...timetable }: Timetable, course: FileCourse): string {
  const names = new Map<string, string>([
    ...timetable.teachers.map(({ ident, lastName }) => [`teacher ${ident}`, lastName] as const),
    ...timetable.classes.map(({ ident, name }) => [`class ${ident}`, name] as const),
    ...timetable.classes.flatMap(({ name, parts }) =>
      parts.map((part) => [`part ${part}`, `part of ${name}`] as const),
    ),
    ...timetable.groups.map(({ ident, name }) => [`group ${ident}`, name] as const),
    ...timetable.rooms.map(({ ident, name }) => [`room ${ident}`, name] as const),
  ]);
  const subject = timetable.subjects.find(({ ident }) => ident === course.subject)?.code;
  const first = grid.places[course.firstPlace]?.startMinute;
  const last = grid.places[course.firstPlace + course.placeCount - 1]?.endMinute;
  const people = course.resources.map(({ kind, ident }) => names.get(`${kind} ${ident}`) ?? `${kind} ?`);
  return `${course.day} ${first ?? '?'}-${last ?? '?'} ${subject ?? '-'}: ${people.sort().join(', ')}`;
}

const describeCourses = ({ timetable }: ReadTimetable): string[] =>
  timetable.courses.map((course) => describeCourse(timetable, course));

const weeksOfCourse = ({ timetable }: ReadTimetable, index: number): readonly number[] =>
  weeksOf(timetable.courses[index]?.resources[0]?.weeks ?? 0n);

describe('the export of UnDeuxTEMPS', () => {
  it('is its people, classes, groups and pupils', async () => {
    const read = await readUdtTimetable();
    expect(problemsOf(read)).toEqual([]);
    expect(read.timetable).toMatchObject({
      format: 'udt',
      statesNoSchool: true,
      uais: [],
      year: { startsOn: '2026-11-02', endsOn: '2027-07-04', firstMonday: '2026-11-02' },
      closures: [
        { startsOn: '2026-12-19', endsOn: '2027-01-03' },
        { startsOn: '2026-11-11', endsOn: '2026-11-11' },
      ],
      grid: { placeMinutes: 55, openDays: [1, 2] },
      subjects: [
        { code: 'FRANC', label: 'Français' },
        { code: 'EPS', label: 'E.P.S.' },
      ],
      teachers: [
        { lastName: 'DUPONT', firstName: 'Zoé', stsId: '4711', birthDate: '1980-05-17' },
        { lastName: 'MARTIN', firstName: 'Léo' },
      ],
      classes: [{ name: '6A' }, { name: '6B' }],
      groups: [{ name: '6A GR1' }, { name: '6AB EPS' }],
      rooms: [{ name: 'B12' }, { name: 'Gymnase' }],
      pupils: [
        { lastName: 'DURAND', birthDate: '2015-03-02' },
        { lastName: 'PETIT', birthDate: '2015-04-05' },
      ],
    });
    const [durand] = read.timetable.pupils;
    expect(durand?.classes).toEqual([{ ident: 1, startsOn: '2026-11-02', endsOn: '2027-07-04' }]);
  });

  it('says that it was read by its description', async () => {
    const { problems } = await readUdtTimetable();
    expect(problems).toMatchObject([{ code: 'read_by_description' }]);
  });

  it('makes one lesson of half sequences that follow one another, and one of the lines of a « regroupement »', async () => {
    expect(describeCourses(await readUdtTimetable())).toEqual([
      '1 480-590 FRANC: 6A, B12, DUPONT',
      '2 510-565 EPS: 6AB EPS, DUPONT, Gymnase, MARTIN',
    ]);
  });

  it('is taught in no closed week, nor on a closed day', async () => {
    const read = await readUdtTimetable({
      'UDCal_24.xml': `<debut_eleve>03/11/2026</debut_eleve><fin_eleve>30/11/2026</fin_eleve>
        <fermeture debut="10/11/2026" fin="10/11/2026"/>`,
    });
    // Monday 2 November is before the pupils' first day; Tuesday the 10th is closed.
    expect(weeksOfCourse(read, 0)).toEqual([2, 3, 4, 5]);
    expect(weeksOfCourse(read, 1)).toEqual([1, 3, 4]);
  });

  it('is theoretical until the first published week, then real, week by week', async () => {
    const sound = await readUdtTimetable({
      'semaines.xml': '<semaine num="45"/><semaine num="47"/><semaine num="48"/>',
      'UDCal_12_47.xml':
        '<ligfiche code="00101" fic="001" div="6A" mat="FR" prof="MAR" salle="S1" gpe="" rgpmt="0"/>',
      'UDCal_12_48.xml':
        '<ligfiche code="00301" fic="003" div="6A" mat="EPS" prof="DUP" salle="S2" gpe="G1" rgpmt="R1"/>',
      'UDCal_23_48.xml': '<coens lignefic="00999" prof="MAR"/>',
      'UDCal_12_50.xml': '<ligfiche code="00101" fic="001" div="6A" mat="FR" prof="DUP"/>',
    });
    expect(problemsOf(sound)).toEqual(['week_unpublished UDCal_12_50.xml']);
    const all = describeCourses(sound).map(
      (each, index) => `${each} | ${weeksOfCourse(sound, index).join()}`,
    );
    expect(all).toEqual([
      '1 480-590 FRANC: 6A, B12, DUPONT | 1,2',
      '2 510-565 EPS: 6AB EPS, DUPONT, Gymnase, MARTIN | 1,2,4',
      '1 480-535 FRANC: 6A, B12, MARTIN | 3',
    ]);
    // Its own co-teaching replaces the theoretical one.
    const coTeaching = sound.timetable.courses[1]?.resources.filter(({ kind }) => kind === 'teacher');
    expect(coTeaching?.map(({ weeks }) => weeksOf(weeks))).toEqual([
      [1, 2, 4],
      [1, 2],
    ]);
  });

  it('replaces the theoretical lines of the first week by its real ones, when they are there', async () => {
    const read = await readUdtTimetable({
      'semaines.xml': '<semaine num="47"/>',
      'UDCal_12_45.xml': '<ligfiche code="00101" fic="001" div="6A" mat="FR" prof="MAR" salle="S1"/>',
    });
    const all = describeCourses(read).map((each, index) => `${each} | ${weeksOfCourse(read, index).join()}`);
    expect(all).toEqual([
      '1 480-590 FRANC: 6A, B12, DUPONT | 2',
      '2 510-565 EPS: 6AB EPS, DUPONT, Gymnase, MARTIN | 2',
      '1 480-535 FRANC: 6A, B12, MARTIN | 1',
    ]);
  });

  it('keeps a lesson apart from the next in another room, on another day or of another group', async () => {
    const read = await readUdtTimetable({
      'UDCal_23.xml': undefined,
      'UDCal_12.xml': `
        <ligfiche code="00101" fic="001" div="6A" mat="FR" prof="DUP" salle="S1"/>
        <ligfiche code="00201" fic="002" div="6A" mat="FR" prof="DUP" salle="S2"/>
        <ligfiche code="00301" fic="003" div="6A" mat="FR" prof="DUP" salle="S2"/>
        <ligfiche code="00102" fic="001" div="6B" mat="FR" prof="MAR" gpe="G1"/>`,
    });
    expect(describeCourses(read)).toEqual([
      '1 480-535 FRANC: 6A, B12, DUPONT',
      '1 535-590 FRANC: 6A, DUPONT, Gymnase',
      '2 510-565 FRANC: 6A, DUPONT, Gymnase',
      // The group has no name of the school's: the lesson is for that part of the class.
      '1 480-535 FRANC: MARTIN, part of 6B',
    ]);
  });

  it('keeps pupils in their groups through vacations, and out of them in other weeks', async () => {
    // ISO weeks 45 to 51 are bits 44 to 50; vacations are weeks 52 and 53; then weeks 1 and 3.
    const mask = [44, 45, 46, 47, 48, 49, 50, 0, 2].reduce((sum, bit) => sum + 2n ** BigInt(bit), 0n);
    const read = await readUdtTimetable({
      'UDCal_21.xml': `<ele_gpe ele="1" gpe="G1" code_div="6A" semaines="${mask}"/>`,
    });
    expect(read.timetable.pupils[0]?.parts).toEqual([
      { ident: 1, startsOn: '2026-11-02', endsOn: '2027-01-10' },
      { ident: 1, startsOn: '2027-01-18', endsOn: '2027-01-24' },
    ]);
  });

  it('is the same content however it is packed, and another with another room', async () => {
    const { sha256 } = await readUdtTimetable();
    expect((await readUdtTimetable({ 'UDCal_22.xml': '<voeu/>' })).sha256).toBe(sha256);
    expect((await readUdtTimetable({ 'UDCal_03.xml': '<salle code="S1" nom="B13"/>' })).sha256).not.toBe(
      sha256,
    );
  });

  it('has file names in any case, in a folder, in Latin-1', async () => {
    const read = await readUdtTimetable({
      'UDCal_04.xml': undefined,
      'export/udcal_04.XML':
        '<udt><prof code="DUP" nom="DUPONT" prenom="Zoe"/><prof code="MAR" nom="MARTIN" prenom="Leo"/></udt>',
    });
    expect(problemsOf(read)).toEqual([]);
    expect(read.timetable.teachers).toHaveLength(2);
  });
});

describe('what of an export of UnDeuxTEMPS cannot be read', () => {
  it.each<[string, Record<string, string | undefined>, string]>([
    ['a file that is missing', { 'UDCal_08.xml': undefined }, 'udt_file_missing UDCal_08.xml'],
    [
      'a first week',
      { 'UDCal_00.xml': '<init duree_seq="110"/>' },
      'udt_calendar_unreadable UDCal_00.xml premiere_semaine_ISO',
    ],
    [
      'a first day',
      { 'UDCal_24.xml': '<debut_eleve>31/02/2026</debut_eleve><fin_eleve>04/07/2027</fin_eleve>' },
      'udt_calendar_unreadable UDCal_24.xml debut_eleve',
    ],
    [
      'a teacher',
      { 'UDCal_23.xml': '<coens lignefic="00301" prof="NUL"/>' },
      'udt_row_unknown UDCal_23.xml prof=NUL',
    ],
    [
      'a slot',
      {
        'UDCal_11.xml':
          '<fiche code="001" jour="1" demi_seq="1" site="1"/><fiche code="002" jour="1" demi_seq="2" site="1"/><fiche code="003" jour="6" demi_seq="9" site="1"/>',
      },
      'udt_line_unplaced UDCal_12.xml 00301',
    ],
    [
      'the weeks of a pupil',
      { 'UDCal_21.xml': '<ele_gpe ele="1" gpe="G1" code_div="6A" semaines="toutes"/>' },
      'udt_weeks_unreadable UDCal_21.xml toutes',
    ],
    [
      'a closure',
      {
        'UDCal_24.xml':
          '<debut_eleve>02/11/2026</debut_eleve><fin_eleve>04/07/2027</fin_eleve><fermeture debut="03/01/2027" fin="19/12/2026"/>',
      },
      'udt_closure_unreadable UDCal_24.xml 03/01/2027 19/12/2026',
    ],
    [
      'a code that is there twice',
      {
        'UDCal_03.xml':
          '<salle code="S1" nom="B12"/><salle code="S1" nom="B13"/><salle code="S2" nom="Gymnase"/>',
      },
      'udt_code_unusable UDCal_03.xml salle S1',
    ],
  ])('%s is a problem that names its file', async (_what, changes, problem) => {
    const read = await readUdtTimetable(changes);
    expect(problemsOf(read)).toContain(problem);
    for (const { entry } of read.problems) expect(entry?.advice ?? '').not.toMatch(/\bEDT\b/);
    expect(groupProblems(read.problems).find(({ code }) => problem.startsWith(code))?.noun).toHaveLength(2);
  });

  it('keeps a course of which something is unknown, and says what', async () => {
    const { timetable } = await readUdtTimetable({
      'UDCal_04.xml': '<prof code="MAR" nom="MARTIN" prenom="Léo"/>',
    });
    expect(timetable.courses.map(({ unread }) => unread)).toEqual([['teacher'], ['teacher']]);
  });

  it('keeps a line that is placed nowhere as a course without a place', async () => {
    const { timetable } = await readUdtTimetable({
      'UDCal_11.xml': '<fiche code="001" jour="1" demi_seq="1" site="1"/>',
    });
    expect(timetable.courses).toHaveLength(1);
    expect(timetable.unreadCourses).toHaveLength(3);
  });

  it.each([
    ['malformed', '<div code="6A">'],
    ['a document type', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
    ['empty', ''],
    ['nested without end', `<?xml version="1.0"?>${'<a>'.repeat(100)}${'</a>'.repeat(100)}`],
    ['not what it declares', '<?xml version="1.0" encoding="EBCDIC"?><a/>'],
  ])('a file that is %s refuses the export, by its name', async (_what, content) => {
    expect(await readUdt({ 'UDCal_08.xml': content })).toMatchObject({
      kind: 'unreadable',
      code: 'udt_file_unreadable',
      value: 'UDCal_08.xml',
    });
  });

  it('two exports in one archive are refused', async () => {
    expect(await readUdt({ 'copie/UDCal_08.xml': '<div code="6A"/>' })).toMatchObject({
      code: 'udt_several_exports',
    });
  });

  it('is bounded by file, whatever the archive says', async () => {
    const huge = `<?xml version="1.0"?><udt>${`<div code="${'x'.repeat(1000)}"/>`.repeat(17_000)}</udt>`;
    expect(await readUdt({ 'UDCal_08.xml': huge })).toMatchObject({ code: 'archive_bomb' });
    const incompressible = Array.from({ length: 9_000 }, () => randomBytes(500).toString('hex'));
    const large = `<?xml version="1.0"?><udt>${incompressible.map((code) => `<div code="${code}"/>`).join('')}</udt>`;
    expect(await readUdt({ 'UDCal_08.xml': large })).toMatchObject({ code: 'too_complex' });
  });

  it('is bounded as a whole: many small files are no way around', async () => {
    const weeks = Object.fromEntries(
      Array.from({ length: 53 }, (_, week) => [
        `UDCal_12_${week + 1}.xml`,
        Array.from({ length: 20 }, () => `<ligfiche code="${randomBytes(8).toString('hex')}"/>`).join(''),
      ]),
    );
    const archive = memorySource(await udtArchive(weeks));
    expect((await readTimetable(archive, { maxXmlBytes: 100_000 })).kind).toBe('timetable');
    const refused = await readTimetable(archive, { maxXmlBytes: 30_000 });
    expect(refused).toMatchObject({ code: 'too_large', value: '30000' });
  });

  it('is answered though one line has a crowd of teachers, and stands there a thousand times', async () => {
    const crowd = Array.from({ length: 20_000 }, (_, n) => `<coens lignefic="00101" prof="P${n}"/>`);
    const lines = Array.from({ length: 1_000 }, () => '<ligfiche code="00101" fic="001" div="6A" mat="FR"/>');
    const read = await readUdtTimetable({ 'UDCal_12.xml': lines.join(''), 'UDCal_23.xml': crowd.join('') });
    expect(read.timetable.courses).toHaveLength(1);
  });

  it('never throws, whatever bytes of it change', async () => {
    const archive = await udtArchive();
    for (let at = 0; at < archive.length; at += 37) {
      const damaged = Buffer.from(archive);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8));
      const read = await readTimetable(memorySource(damaged), { maxXmlBytes: 10_000_000 });
      expect(['timetable', 'unreadable']).toContain(read.kind);
    }
  });
});

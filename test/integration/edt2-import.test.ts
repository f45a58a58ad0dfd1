import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { memorySource, readTimetable } from '@timetable/formats';
import { expectedSessions, exportBytes, makeSchool, ORDINARY_SCHOOL } from '@timetable/generator';
import { generateKeyPairSync } from 'node:crypto';
import { DirectImports } from '../support/direct-imports.js';
import { mangledExport } from '../support/mangled-export.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { countRows } from '../support/rows.js';

const YEAR = { label: '2026-2027', startsOn: '2026-09-01', endsOn: '2027-08-31' };
const SMALL = { ...ORDINARY_SCHOOL, pupils: 120, classes: 6, groups: 16, teachers: 14, courses: 200 };
const LIMITS = { maxXmlBytes: 10_000_000 };

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** A later revision of EDT's export through the whole chain, encrypted as EDT sends it: counts by the generator's own way. */
describe('a school of EDT 2', () => {
  const made = makeSchool({ ...SMALL, seed: 7, uai: '9990001X', schoolYear: '2026-2027', zone: 'B' });
  // Every tenth course is cancelled in two of its weeks.
  const school = {
    ...made,
    courses: made.courses.map((course, index) =>
      index % 10 === 0 ? { ...course, exceptWeeks: [3, 20] } : course,
    ),
  };
  const [detached] = school.groups.toReversed();
  const taughtDetached = school.courses.filter(({ groups }) => groups.some((group) => group === detached));
  const clear = (of = school) => exportBytes(of, { format: 'edt2', zip: false });
  const encrypted = (of = school) =>
    exportBytes(of, { format: 'edt2', zip: false, partners: [{ name: 'ENT', publicKey }] });
  let test: TestDatabase;
  let imports: DirectImports;

  beforeAll(async () => {
    test = await createTestDatabase();
    imports = await DirectImports.create(test.database, 'edt2', {
      now: new Date('2026-08-30T08:00:00Z'),
      establishments: [{ code: 'college', uai: '9990001X', proposedYear: YEAR }],
      partnerKeys: { partners: ['ENT'], keysOf: () => [{ label: 'test', privateKey }] },
    });
    await imports.know({ school, establishment: 'college' });
  });
  afterAll(async () => {
    await imports.close();
    await test.drop();
  });

  const count = (what: string): Promise<number> => countRows(test.database.sql, what);

  it('gets every session of its year, its groups and their pupils, encrypted or not', async () => {
    const record = await imports.importByHand(await encrypted());
    expect([record.status, record.message]).toEqual(['integrated', null]);
    const sessions = [...expectedSessions(school)];
    expect(await count(`session WHERE state <> 'cancelled'`)).toBe(sessions.length);
    const cancelled = school.courses.flatMap(({ exceptWeeks = [] }) => exceptWeeks);
    expect(await count(`session WHERE state = 'cancelled'`)).toBeGreaterThan(cancelled.length / 3);
    expect(await count('"group"')).toBe(school.groups.length);
    const members = school.groups.flatMap(({ parts }) =>
      school.pupils.filter((pupil) => pupil.parts.some((part) => parts.includes(part))),
    );
    expect(await count(`group_membership WHERE role = 'pupil'`)).toBe(members.length);
    imports.now = new Date('2026-08-31T08:00:00Z');
    expect((await imports.import(await clear())).outcome).toBe('ignored');
  });

  it('names the group of pupils that courses name one by one after their lessons, and knows it by its members', async () => {
    const [course] = taughtDetached;
    const label = `${course?.subject.label ?? ''} ${course?.teachers[0]?.lastName ?? ''} élèves détachés 1`;
    const named = `"group" WHERE deleted_at IS NULL AND name = '${label.replaceAll("'", "''")}'`;
    expect(await count(named)).toBe(1);
    const [other] = school.teachers.filter((teacher) => teacher !== course?.teachers[0]);
    const courses = school.courses.map((each) =>
      taughtDetached.includes(each) && other !== undefined ? { ...each, teachers: [other] } : each,
    );
    imports.now = new Date('2026-08-31T09:00:00Z');
    const { id, outcome } = await imports.import(await clear({ ...school, courses }));
    expect(outcome).toMatch(/^integrated/);
    const { counts } = await imports.record(id);
    expect([counts.groupsCreated, counts.groupsDeleted, counts.groupsRenamed]).toEqual([0, 0, 1]);
    expect(counts.sessionsCreated ?? 0).toBe(0);
  });

  it('says nothing of what it is known to have beside, and names once what nobody knows', async () => {
    const text = (await clear()).toString();
    const problemsOf = async (xml: string) => {
      const read = await readTimetable(memorySource(Buffer.from(xml)), LIMITS);
      return read.problems.map(({ code, value }) => `${code} ${value ?? ''}`);
    };
    expect(await problemsOf(text)).toEqual([]);
    const odd = text
      .replaceAll('<Personnel Ident="1" Semaines="2"/>', '<Robot Ident="1"/>')
      .replace('<Mefs>', '<Cantines/><Mefs>')
      .replace('Version="2.0"', 'Version="4.2"');
    expect(await problemsOf(odd)).toEqual([
      'version_unknown 4.2',
      'unknown_section Cantines',
      'unknown_section Cours/Robot',
    ]);
  });

  it('is answered however it was altered, in clear or encrypted', async () => {
    const text = (await clear()).toString();
    const fates = new Set<string>();
    for (let seed = 1; seed <= 150; seed += 1) {
      const read = await readTimetable(memorySource(mangledExport(text, seed)), LIMITS);
      fates.add(read.kind === 'unreadable' ? read.code : read.kind);
    }
    expect(fates.size).toBeGreaterThan(2);
    const container = await encrypted();
    const keys = { partners: ['ENT'], keysOf: () => [{ label: 'test', privateKey }] };
    for (let at = 0; at < container.length; at += Math.ceil(container.length / 60)) {
      const altered = Buffer.from(container);
      altered[at] = (altered[at] ?? 0) ^ 1;
      const read = await readTimetable(memorySource(altered), LIMITS, { partnerKeys: keys });
      expect(['timetable', 'unreadable']).toContain(read.kind);
    }
  }, 60_000);
});

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { describeWhere, lackingPrograms, PUBLIC_FILES } from '@timetable/test-conditions';
import { edtExport } from './edt-writer.js';
import { expectedSessions, takesPlace } from './expected-sessions.js';
import { entDirectory } from './ent-directory.js';
import { writeExport } from './export-file.js';
import { exportHelp, ORDINARY_BYTES, readExportOptions } from './export-options.js';
import { makeSchool } from './make-school.js';
import { ORDINARY_SCHOOL, type SchoolOptions } from './school-size.js';
import { mutate, MUTATIONS } from './mutations.js';
import { schoolCalendar, schoolYearOf } from './school-calendar.js';
import type { School } from './school.js';

const run = promisify(execFile);
const OPTIONS: SchoolOptions = {
  ...ORDINARY_SCHOOL,
  seed: 1,
  uai: '9990001X',
  schoolYear: '2026-2027',
  zone: 'B',
};
const school = makeSchool(OPTIONS);
const text = (of: School): string => [...edtExport(of)].join('');

/** Sessions that the week masks announce: a third way to count, straight from the file's text. */
function announcedSessions(xml: string): number {
  return xml
    .split('<Cours Jour=')
    .slice(1)
    .map((course) => /Semaines="(\d+)"/.exec(course)?.[1] ?? '0')
    .reduce((sum, mask) => sum + BigInt(mask).toString(2).replaceAll('0', '').length, 0);
}

describe('a made-up school', () => {
  it('has the size that was asked for', () => {
    const { pupils, classes, groups, teachers, courses } = school;
    expect([pupils, classes, groups, teachers, courses].map((list) => list.length)).toEqual([
      450, 16, 45, 30, 700,
    ]);
  });

  it('is the same for the same seed, and another for another', () => {
    expect(text(makeSchool(OPTIONS))).toBe(text(school));
    expect(text(makeSchool({ ...OPTIONS, seed: 2 }))).not.toBe(text(school));
  });

  it('never puts a teacher, a class, a part of a class or a room in two places at once', () => {
    const taken = new Map<string, string>();
    for (const course of school.courses) {
      const parts = [
        ...course.classes.flatMap((each) => each.parts),
        ...course.groups.flatMap((each) => each.parts),
      ].map((part) => `part ${part}`);
      const resources = [
        ...course.teachers.map(({ ident }) => `teacher ${ident}`),
        ...(course.room === undefined ? [] : [`room ${course.room.ident}`]),
        ...parts,
      ];
      for (const week of [1, 2].filter((each) => takesPlace(course, each))) {
        for (let place = course.firstPlace; place < course.firstPlace + course.placeCount; place++) {
          for (const resource of resources) {
            const slot = `${resource}, day ${course.day}, place ${place}, week ${week}`;
            expect(taken.get(slot) ?? 'free').toBe('free');
            taken.set(slot, course.subject.code);
          }
        }
      }
    }
  });

  it('puts every part of a class in exactly one group', () => {
    const inGroups = school.groups.flatMap(({ parts }) => parts);
    const inClasses = school.classes.flatMap(({ parts }) => parts);
    expect(inGroups.toSorted((a, b) => a - b)).toEqual(inClasses.toSorted((a, b) => a - b));
    expect(new Set(inGroups).size).toBe(inGroups.length);
  });
});

describe('its calendar', () => {
  it('follows the habits of the zone and closes public holidays', () => {
    const calendar = schoolCalendar('2026-2027', 'B');
    expect(calendar).toMatchObject({
      startsOn: '2026-09-01',
      firstMonday: '2026-08-31',
      lastSchoolDay: '2027-07-02',
    });
    expect([...calendar.vacationWeeks]).toEqual([
      ...['2026-10-19', '2026-10-26', '2026-12-21', '2026-12-28'],
      ...['2027-02-22', '2027-03-01', '2027-04-19', '2027-04-26'],
    ]);
    // Easter Monday, Ascension and Whit Monday of 2027, from an almanac.
    expect([...calendar.publicHolidays]).toEqual(
      expect.arrayContaining(['2027-03-29', '2027-05-06', '2027-05-17']),
    );
  });

  it('prepares the next year from August on', () => {
    expect(['2026-07-31', '2026-08-01', '2027-01-15'].map(schoolYearOf)).toEqual([
      '2025-2026',
      '2026-2027',
      '2026-2027',
    ]);
  });
});

describe('its export', () => {
  it('announces as many sessions as the calendar gives day by day', () => {
    expect(announcedSessions(text(school))).toBe([...expectedSessions(school)].length);
  });

  const { schema } = PUBLIC_FILES;
  describeWhere('by the publisher’s schema', schema.obstacle ?? lackingPrograms('xmllint'), () => {
    it('is valid', async () => {
      const directory = await mkdtemp(join(tmpdir(), 'export-'));
      try {
        const file = join(directory, 'export.xml');
        await writeExport(mutate(school, 'renumber', 1), file, { zip: false });
        await expect(run('xmllint', ['--noout', '--schema', schema.path, file])).resolves.toBeDefined();
      } finally {
        await rm(directory, { recursive: true });
      }
    });
  });

  it('has about the size that was asked for', () => {
    expect(Buffer.byteLength(text(school)) / ORDINARY_BYTES).toBeCloseTo(1, 1);
    const options = readExportOptions(['--size-mb', '2'], new Date());
    const twice = options === undefined ? school : makeSchool(options.school);
    const size = Buffer.byteLength(text(twice));
    expect(size / 1024 / 1024).toBeCloseTo(2, 0);
  });
});

describe('its directory', () => {
  it('leaves out as many people as asked', () => {
    const directory = entDirectory(school, {
      establishment: 'college',
      unknownTeachers: 1,
      unknownPupils: 5,
    });
    expect([directory.teachers.length, directory.pupils.length, directory.classes.length]).toEqual([
      29, 445, 16,
    ]);
  });
});

describe('a mutation', () => {
  it('that renumbers changes every Ident and no session', () => {
    const renumbered = mutate(school, 'renumber', 1);
    const sessions = (of: School): string[] =>
      [...expectedSessions(of)]
        .map(({ date, startMinute, course }) =>
          [date, startMinute, course.subject.code, course.teachers.map(({ idpn }) => idpn)].join(),
        )
        .toSorted();
    expect(sessions(renumbered)).toEqual(sessions(school));
    expect(renumbered.groups.map(({ ident }) => ident)).not.toEqual(school.groups.map(({ ident }) => ident));
    expect(announcedSessions(text(renumbered))).toBe(announcedSessions(text(school)));
  });

  it('that adds pupils tells them from all others by name and every identifier', () => {
    const { pupils } = mutate(school, 'add-pupils:40', 1);
    expect(pupils).toHaveLength(school.pupils.length + 40);
    for (const field of ['ident', 'idpn', 'nationalId', 'sieclId'] as const)
      expect(new Set(pupils.map((pupil) => pupil[field])).size).toBe(pupils.length);
  });

  it('that changes 1 % of the courses touches exactly that many', () => {
    const before = new Set(school.courses);
    expect(mutate(school, 'change:1%', 1).courses.filter((course) => !before.has(course))).toHaveLength(7);
  });

  it('that drops 60 % of the services keeps the others whole', () => {
    const services = (of: School): Set<string> =>
      new Set(
        of.courses
          .filter(({ classes, groups }) => classes.length + groups.length > 0)
          .map(({ subject, classes, groups }) =>
            [subject.code, ...[...classes, ...groups].map(({ name }) => name)].join(),
          ),
      );
    expect(services(mutate(school, 'drop-services:60%', 1)).size / services(school).size).toBeCloseTo(0.4, 2);
  });

  it('that closes a week removes its sessions only', () => {
    const closed = mutate(school, 'close-week:30', 1);
    const lost = [...expectedSessions(school)].length - [...expectedSessions(closed)].length;
    const inWeek = [...expectedSessions(school)].filter(
      ({ date }) => date >= '2027-03-22' && date < '2027-03-29',
    );
    expect(lost).toBe(inWeek.length);
    expect(lost).toBeGreaterThan(0);
  });

  it('is explained by --help, and an unknown one says which are known', () => {
    for (const { usage } of Object.values(MUTATIONS)) expect(exportHelp()).toContain(usage);
    expect(() => mutate(school, 'explode', 1)).toThrow(/Modification inconnue : explode.*renumber/);
  });
});

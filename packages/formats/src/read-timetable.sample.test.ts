import { describe, expect, it } from '@jest/globals';
import { describeWhere, PUBLIC_FILES } from '@timetable/test-conditions';
import { readFileSync } from 'node:fs';
import { memorySource, readTimetable, type ReadResult, type ReadTimetable } from './index.js';
import { stsArchive } from './sts/sts-export.test-support.js';

const limits = { maxXmlBytes: 10_000_000 };
const read = (bytes: Uint8Array): Promise<ReadResult> => readTimetable(memorySource(bytes), limits);

/** Park and Miller's generator: the same « random » places at every run. */
function* randomNumbers(seed: number): Generator<number, never, undefined> {
  for (let state = seed; ;) {
    state = (state * 48271) % 2147483647;
    yield state;
  }
}

const { export: clear, encryptedExport } = PUBLIC_FILES;

describeWhere('The public export of 2012-13', clear.obstacle, () => {
  it('is read whole', async () => {
    const result = await read(readFileSync(clear.path));
    if (result.kind !== 'timetable') throw new Error(result.code);
    const { timetable, problems } = result;
    expect({
      subjects: timetable.subjects.length,
      teachers: timetable.teachers.length,
      classes: timetable.classes.length,
      parts: timetable.classes.flatMap(({ parts }) => parts).length,
      groups: timetable.groups.length,
      rooms: timetable.rooms.length,
      pupils: timetable.pupils.length,
      courses: timetable.courses.length,
      emptyCourses: timetable.courses.filter(({ resources }) => resources.length === 0).length,
      idpns: [...timetable.teachers, ...timetable.pupils].filter(({ idpn }) => idpn?.length === 16).length,
    }).toEqual({
      subjects: 25,
      teachers: 31,
      classes: 16,
      parts: 65,
      groups: 45,
      rooms: 24,
      pupils: 428,
      courses: 701,
      emptyCourses: 100,
      idpns: 459,
    });
    expect(problems).toMatchObject([{ code: 'birth_date_missing' }]);
    expect(timetable.uais).toEqual(['0134567A']);
    expect(new Set(timetable.courses.flatMap((c) => c.resources.map(({ weeks }) => weeks))).size).toBe(31);
  });

  it('is said truncated wherever it was cut', async () => {
    const bytes = readFileSync(clear.path);
    const places = randomNumbers(2013);
    for (let cut = 0; cut < 50; cut += 1) {
      const length = 1 + (places.next().value % (bytes.length - 50));
      expect(await read(bytes.subarray(0, length))).toMatchObject({
        kind: 'unreadable',
        code: 'truncated',
      });
    }
  }, 30_000);

  it('never makes the reader fail, whatever bytes are altered', async () => {
    const bytes = readFileSync(clear.path);
    const numbers = randomNumbers(1302);
    for (let round = 0; round < 300; round += 1) {
      const altered = Buffer.from(bytes);
      for (let change = 0; change <= round % 4; change += 1) {
        altered.writeUInt8(numbers.next().value % 256, numbers.next().value % altered.length);
      }
      const result = await read(altered);
      expect(['timetable', 'unreadable']).toContain(result.kind);
    }
  }, 60_000);
});

describeWhere('The public encrypted export', encryptedExport.obstacle, () => {
  it('is recognised, with its program and establishment', async () => {
    expect(await read(readFileSync(encryptedExport.path))).toMatchObject({
      kind: 'unreadable',
      code: 'encrypted_export',
      software: 'PRONOTE Monoposte-PRONOTE 2013 - 0.5.0',
      uai: '0134567A',
    });
  });
});

describe('The public exchanges with STSWEB', () => {
  describeWhere('of a class', PUBLIC_FILES.stsOfClass.empSts.obstacle, () => {
    it('are read whole, but for weeks that are of no year of theirs', async () => {
      const { timetable, problems } = await exchanged(PUBLIC_FILES.stsOfClass);
      expect(timetable).toMatchObject({
        format: 'sts',
        uais: ['0771991W'],
        year: { startsOn: '2018-09-01', endsOn: '2019-08-31' },
        subjects: [{ code: 'FRANC', label: 'Français' }],
        teachers: [{ lastName: 'DOE', firstName: 'Jane', birthDate: '1975-02-27', stsId: '69881' }],
        classes: [{ name: '3A' }],
        grid: { places: [{ startMinute: 14 * 60 + 2, endMinute: 15 * 60 + 2 }], openDays: [1, 2, 3, 4, 5] },
        courses: [{ day: 4, unread: ['weeks'] }],
      });
      expect(timetable.rooms.map(({ name }) => name)).toEqual(['03', '15']);
      expect(problems.map(({ code, value }) => [code, value])).toEqual([
        ['completed_by_ent', undefined],
        ['sts_week_unreadable', 'H 2099-09-03'],
      ]);
    });

    it('are taught in their weeks once these are of the year', async () => {
      const { timetable, problems } = await exchanged(PUBLIC_FILES.stsOfClass, (text) =>
        text.replaceAll('2099-', '2018-'),
      );
      expect(problems).toMatchObject([{ code: 'completed_by_ent' }]);
      expect(timetable.year.firstMonday).toBe('2018-08-27');
      expect(timetable.courses[0]?.resources.map(({ weeks }) => weeks)).toEqual([4n, 4n, 4n]);
    });
  });

  describeWhere('of a group', PUBLIC_FILES.stsOfGroup.empSts.obstacle, () => {
    it('are for that group, a part of its class', async () => {
      const { timetable } = await exchanged(PUBLIC_FILES.stsOfGroup);
      expect(timetable.classes).toMatchObject([{ name: '3B', parts: [1] }]);
      expect(timetable.groups).toMatchObject([{ name: '3B_G2', classes: [], parts: [1] }]);
      expect(timetable.courses).toMatchObject([
        { day: 4, resources: [{ kind: 'group' }, { kind: 'teacher' }, { kind: 'room' }] },
      ]);
    });
  });
});

/** Both files in an archive. @param change of what the timetable program wrote */
async function exchanged(
  { empSts, stsEmp }: (typeof PUBLIC_FILES)['stsOfClass'],
  change = (text: string) => text,
): Promise<ReadTimetable> {
  const written = Buffer.from(change(readFileSync(empSts.path, 'latin1')), 'latin1');
  const archive = await stsArchive({ 'emp_sts.xml': written, 'sts_emp.xml': readFileSync(stsEmp.path) });
  const result = await read(archive);
  if (result.kind !== 'timetable') throw new Error(result.code);
  return result;
}

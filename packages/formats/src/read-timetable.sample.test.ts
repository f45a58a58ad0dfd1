import { expect, it } from '@jest/globals';
import { describeWhere, PUBLIC_FILES } from '@timetable/test-conditions';
import { readFileSync } from 'node:fs';
import { memorySource, readTimetable, type ReadResult } from './index.js';

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

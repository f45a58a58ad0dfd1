import { describe, expect, it } from '@jest/globals';
import { memorySource, readTimetable } from '../index.js';

async function adviceOn(version: string): Promise<string | undefined> {
  const root = `<ExportEmploiDuTemps xmlns="http://www.index-education.com/exportemploidutemps" Version="${version}"/>`;
  const result = await readTimetable(memorySource(Buffer.from(root)), { maxXmlBytes: 10_000 });
  if (result.kind !== 'timetable') throw new Error(result.code);
  return result.timetable.versionAdvice;
}

describe('The version of an EDT export', () => {
  it.each(['1.0', '2.0', '3.1.2'])('%s is one that the reader knows', async (version) => {
    expect(await adviceOn(version)).toBeUndefined();
  });

  it.each(['', '0.9', '9.9', '1.1 bis'])('%j is not, and the timetable says which are', async (version) => {
    expect(await adviceOn(version)).toBe('dans EDT, choisissez à l’export une version de 1 à 3');
  });
});

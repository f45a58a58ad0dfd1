import { describe, expect, it } from '@jest/globals';
import { readFully, readRange } from './byte-source.js';
import { memorySource, readTimetable } from './index.js';

const bytes = Buffer.from('0123456789');

describe('A source of bytes', () => {
  it('is read to the length asked for, even when it answers in pieces', async () => {
    const source = {
      sizeBytes: 10,
      read: (position: number, length: number) =>
        Promise.resolve(bytes.subarray(position, position + Math.min(3, length))),
    };
    expect(Buffer.from(await readFully(source, 1, 8)).toString()).toBe('12345678');
  });

  it('ends where its size says', async () => {
    expect(Buffer.from(await readFully(memorySource(bytes), 8, 100)).toString()).toBe('89');
    expect(await readFully(memorySource(bytes), 50, 4)).toHaveLength(0);
  });

  it('is read as a range without the bytes around', async () => {
    const pieces: string[] = [];
    for await (const chunk of readRange(memorySource(bytes), 2, 5))
      pieces.push(Buffer.from(chunk).toString());
    expect(pieces.join('')).toBe('234');
  });

  it.each(['<Export', 'PK\x03\x04'])(
    'that fails under %j makes the reading fail with its own error',
    async (start) => {
      const failure = new Error('disk on fire');
      const head = Buffer.from(start.padEnd(5000, ' '), 'latin1');
      const source = {
        sizeBytes: 1_000_000,
        read: (position: number, length: number) =>
          position === 0 && length <= 4096
            ? Promise.resolve(head.subarray(0, length))
            : Promise.reject(failure),
      };
      await expect(readTimetable(source, { maxXmlBytes: 10_000_000 })).rejects.toBe(failure);
    },
  );

  it('that ends before its size makes the reading fail, not the file', async () => {
    const source = { ...memorySource(Buffer.from('<a>')), sizeBytes: 100 };
    await expect(readTimetable(source, { maxXmlBytes: 1000 })).rejects.toThrow('ends at byte 3');
  });

  it('leaves other work its turn while a large file is read', async () => {
    const root = 'ExportEmploiDuTemps';
    const namespace = 'xmlns="http://www.index-education.com/exportemploidutemps"';
    const file = Buffer.from(`<${root} ${namespace}>${'<Absences/>'.repeat(200_000)}</${root}>`);
    let turns = 0;
    const heart = setInterval(() => (turns += 1), 0);
    await readTimetable(memorySource(file), { maxXmlBytes: 10_000_000 });
    clearInterval(heart);
    expect(turns).toBeGreaterThan(3);
  });
});

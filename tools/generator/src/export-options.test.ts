import { describe, expect, it } from '@jest/globals';
import { readExportOptions } from './export-options.js';

const NOW = new Date('2026-11-24T08:00:00+01:00');

describe('the options of generate-export', () => {
  it('give an ordinary school of this year when there are none, and nothing when help is asked for', () => {
    expect(readExportOptions([], NOW)).toMatchObject({
      file: `EDT_2026_${NOW.getTime()}.xml`,
      school: { schoolYear: '2026-2027', uai: '9990001X', pupils: 450, courses: 700 },
    });
    expect(readExportOptions(['--help'], NOW)).toBeUndefined();
  });

  it.each([
    ['--bogus', []],
    ['--pupils', []],
    ['--pupils', ['many']],
    ['--zone', ['D']],
    ['--uai', ['1']],
    ['--school-year', ['2026']],
    ['--school-year', ['2026-2028']],
  ])('are refused in French, by name: %s %s', (name, value) => {
    expect(() => readExportOptions([name, ...value], NOW)).toThrow(RangeError);
    expect(() => readExportOptions([name, ...value], NOW)).toThrow(new RegExp(`\\(voir --help\\)|${name}`));
  });
});

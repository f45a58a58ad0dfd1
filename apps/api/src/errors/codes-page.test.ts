// docs/codes.md has every stable code that programs read, with what people are shown, and no other.
import { describe, expect, it } from '@jest/globals';
import { API_ERRORS } from '@timetable/contracts';
import {
  ENDING_CODES,
  groupProblems,
  HELD_CODES,
  IGNORED_CODES,
  FILE_PROBLEM_CODES,
  programOf,
  UNACCEPTABLE_CODES,
} from '@timetable/domain';
import { readFileSync } from 'node:fs';

const page = readFileSync(new URL('../../../../docs/codes.md', import.meta.url), 'utf8');

/** The rows of a section, their cells apart. */
const rowsOf = (section: string): string[][] =>
  (page.split(`\n## ${section}\n`)[1]?.split('\n## ')[0] ?? '')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('`', '')))
    .map((cells) => cells.slice(1, -1));
const codesOf = (section: string): (string | undefined)[] => rowsOf(section).map(([code]) => code);

describe('the page of codes', () => {
  it('has every error of the API with its status and title', () => {
    expect(rowsOf('Errors of the API')).toEqual(
      Object.entries(API_ERRORS).map(([code, { status, title }]) => [code, String(status), title]),
    );
  });

  it('has every reason for which an import is set aside, waits or ends', () => {
    expect(codesOf('Rejected')).toEqual([...UNACCEPTABLE_CODES]);
    expect(codesOf('Ignored')).toEqual([...IGNORED_CODES]);
    expect(codesOf('Held')).toEqual([...HELD_CODES]);
    expect(codesOf('Ended')).toEqual([...ENDING_CODES]);
  });

  it('has every problem of a file with its severity and meaning, as a school reads them of an export of EDT', () => {
    const problems = FILE_PROBLEM_CODES.map((code) => groupProblems([{ code }], programOf('edt'))[0]);
    expect(rowsOf('Problems of a file')).toEqual(
      problems.map((found) => [found?.code, found?.severity, found?.meaning]),
    );
  });
});

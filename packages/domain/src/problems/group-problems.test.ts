import { describe, expect, it } from '@jest/globals';
import { groupProblems } from './group-problems.js';
import { READING_PROBLEM_CODES } from './reading-problem-code.js';

describe('Problems of a file', () => {
  it('are grouped by cause, errors first, then the most frequent', () => {
    const groups = groupProblems([
      { code: 'course_without_resource', line: 3 },
      { code: 'name_missing', line: 4, value: 'Classe 2' },
      { code: 'course_without_resource', line: 5 },
      { code: 'reference_dangling', line: 6, value: 'Cours/Salle 9' },
    ]);
    expect(groups.map(({ code, severity, count }) => [code, severity, count])).toEqual([
      ['reference_dangling', 'error', 1],
      ['course_without_resource', 'warning', 2],
      ['name_missing', 'warning', 1],
    ]);
    expect(groups[1]?.examples).toEqual([{ line: 3 }, { line: 5 }]);
  });

  it('are all counted, and shown by ten examples at most', () => {
    const many = Array.from({ length: 30 }, (_, line) => ({ code: 'reference_dangling', line }));
    const [group] = groupProblems([...many, { code: 'reference_dangling', occurrences: 970 }]);
    expect(group?.count).toBe(1_000);
    expect(group?.examples).toHaveLength(10);
  });

  it('each say what they mean and what to do, in French', () => {
    for (const code of [
      ...READING_PROBLEM_CODES,
      'ident_duplicate',
      'overlap_teacher',
      'from_a_newer_reader',
    ]) {
      const [group] = groupProblems([{ code }]);
      expect(group?.meaning).toMatch(/^\p{Lu}.*\.$/u);
      expect(group?.advice).toMatch(/^\p{Lu}.*\.$/u);
    }
  });

  it('are told in the words of their reader when only it knows them', () => {
    const entry = { severity: 'error', isFatal: false, meaning: 'Sens.', advice: 'Conseil.' } as const;
    expect(groupProblems([{ code: 'one_format_only', line: 2, entry }])).toEqual([
      {
        code: 'one_format_only',
        severity: 'error',
        count: 1,
        examples: [{ line: 2 }],
        meaning: 'Sens.',
        advice: 'Conseil.',
      },
    ]);
  });

  it('have the severity their reader announces', () => {
    const severityOf = (code: string) => groupProblems([{ code }])[0]?.severity;
    const warnings = READING_PROBLEM_CODES.filter((code) => severityOf(code) === 'warning');
    expect(warnings).toEqual([
      'unknown_section',
      'name_missing',
      'birth_date_missing',
      'birth_date_unreadable',
      'membership_date_unreadable',
      'course_pupil_excluded',
      'encoding_misdeclared',
    ]);
  });
});

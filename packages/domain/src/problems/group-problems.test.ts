import { describe, expect, it } from '@jest/globals';
import { groupProblems } from './group-problems.js';
import type { Problem } from './problem.js';
import { READING_PROBLEM_CODES } from './reading-problem-code.js';

const many = (code: string, about: string): Problem[] => Array.from({ length: 13 }, () => ({ code, about }));

describe('Problems of a file', () => {
  it('are grouped by cause, errors first, then the most frequent', () => {
    const groups = groupProblems([
      { code: 'course_without_resource', line: 3 },
      { code: 'name_missing', line: 4, value: 'Classe 2' },
      { code: 'course_without_resource', line: 5 },
      { code: 'row_missing', line: 6, value: 'salle n° 9 : 1 renvoi' },
    ]);
    expect(groups.map(({ code, severity, count }) => [code, severity, count])).toEqual([
      ['row_missing', 'error', 1],
      ['course_without_resource', 'warning', 2],
      ['name_missing', 'warning', 1],
    ]);
    expect(groups[1]?.examples).toEqual([{ line: 3 }, { line: 5 }]);
  });

  it('are all counted, and shown by ten examples at most', () => {
    const many = Array.from({ length: 30 }, (_, line) => ({ code: 'row_missing', line }));
    const [group] = groupProblems([...many, { code: 'row_missing', occurrences: 970 }]);
    expect(group?.count).toBe(1_000);
    expect(group?.examples).toHaveLength(10);
  });

  it('come after what they follow from, and are counted under it', () => {
    const groups = groupProblems([
      { code: 'row_missing', line: 1, about: 'Salle' },
      { code: 'place_outside_grid', line: 2, occurrences: 40 },
      { code: 'ident_unreadable', line: 3, about: 'Groupe' },
      { code: 'row_missing', line: 4, about: 'Groupe' },
      { code: 'section_missing', about: 'Professeurs' },
      ...Array.from({ length: 30 }, () => ({ code: 'row_missing', about: 'Professeur' })),
    ]);
    const folded = groups.map(({ code, count, consequences }) => [
      code,
      count,
      ...consequences.map((consequence) => `${consequence.code} ${consequence.count}`),
    ]);
    expect(folded).toEqual([
      ['section_missing', 1, 'row_missing 30'],
      ['ident_unreadable', 1, 'row_missing 1'],
      ['place_outside_grid', 40],
      ['row_missing', 1],
    ]);
  });

  it.each<[string, string, Problem[]]>([
    [
      'references to the rows of a section that has none',
      'section_without_rows',
      [{ code: 'section_without_rows', about: 'Matiere' }, ...many('row_missing', 'Matiere')],
    ],
    [
      'references to parts, described with the classes that are not there',
      'section_without_rows',
      [
        { code: 'section_without_rows', about: 'Classe' },
        ...many('row_missing', 'Classe'),
        { code: 'section_without_rows', about: 'PartieDeClasse' },
        ...many('row_missing', 'PartieDeClasse'),
        { code: 'pupil_part_unknown', occurrences: 40 },
      ],
    ],
    [
      'an empty section, when it is not there at all',
      'section_missing',
      [
        { code: 'section_missing', about: 'Eleves' },
        { code: 'section_without_rows', about: 'Eleve' },
        { code: 'course_part_without_pupils', occurrences: 9 },
      ],
    ],
    [
      'dates that fall badly, in a year that is wrong',
      'first_week_not_monday',
      [
        { code: 'first_week_not_monday' },
        { code: 'first_week_far_from_start' },
        { code: 'weeks_out_of_year', occurrences: 30 },
        { code: 'session_outside_year', occurrences: 30 },
        { code: 'week_almost_empty', occurrences: 3 },
        { code: 'session_on_closed_day', occurrences: 3 },
      ],
    ],
  ])('make one line with %s', (_, cause, problems) => {
    const groups = groupProblems(problems);
    expect(groups.map(({ code }) => code)).toEqual([cause]);
    const told = groups.flatMap(({ count, consequences }) => [
      count,
      ...consequences.map((one) => one.count),
    ]);
    expect(told.reduce((sum, count) => sum + count)).toBe(
      problems.reduce((sum, { occurrences = 1 }) => sum + occurrences, 0),
    );
  });

  it('never hide an error under a warning', () => {
    const codes = groupProblems([{ code: 'first_week_far_from_start' }, { code: 'weeks_out_of_year' }]).map(
      ({ code }) => code,
    );
    expect(codes).toEqual(['weeks_out_of_year', 'first_week_far_from_start']);
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
        consequences: [],
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
      'text_garbled',
      'read_by_description',
      'week_unpublished',
      'version_unknown',
      'completed_by_ent',
    ]);
  });
});

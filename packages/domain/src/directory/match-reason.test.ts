import { describe, expect, it } from '@jest/globals';
import { classRow, member, pupil, teacher, timetableOf } from '../timetable/timetable.test-support.js';
import type { FilePupil, FileTeacher } from '../timetable/timetable.js';
import type { DirectoryPupil, DirectoryTeacher } from './directory.js';
import { isLikelyMatch, MATCH_REASONS, matchReasonSentence } from './match-reason.js';
import { matchTimetable } from './match-timetable.js';

const known = (id: string, more: Partial<DirectoryTeacher> = {}): DirectoryTeacher => ({
  id,
  lastName: 'Durand',
  firstName: 'Élise',
  ...more,
});

const reasons = ({
  teachers = [],
  pupils = [],
  ent,
}: {
  readonly teachers?: readonly FileTeacher[];
  readonly pupils?: readonly FilePupil[];
  readonly ent: readonly DirectoryPupil[];
}) =>
  matchTimetable({
    timetable: timetableOf({ teachers, pupils, classes: [classRow(1, '6A')] }),
    directory: {
      teachers: teachers.length > 0 ? ent : [],
      pupils: pupils.length > 0 ? ent : [],
      classes: ['6A', '6B'].map((name) => ({ id: name, name, establishmentId: 'hugo/college' })),
    },
    decisions: [],
    on: '2025-11-24',
  })
    .results.filter(({ kind }) => kind !== 'class')
    .map(({ reason, candidates }) => [reason, ...candidates].join(' '));

const elise = (ident: number, more: Partial<FileTeacher> = {}) => teacher(ident, 'DURAND', 'Elise', more);

describe('What only a person can tell comes with its reason:', () => {
  it('several of this name in the ENT', () => {
    expect(reasons({ teachers: [elise(1)], ent: [known('t1'), known('t2')] })).toEqual(['homonyms t1 t2']);
  });

  it('several born the same day in the ENT', () => {
    const birthDate = '1980-01-02';
    const ent = [known('t1', { birthDate }), known('t2', { birthDate })];
    expect(reasons({ teachers: [elise(1, { birthDate })], ent })).toEqual(['homonyms t1 t2']);
  });

  it('several of this name in the file', () => {
    expect(reasons({ teachers: [elise(1), elise(2)], ent: [known('t1')] })).toEqual([
      'homonyms_in_file t1',
      'homonyms_in_file t1',
    ]);
  });

  it('identifiers of two people', () => {
    const ent = [known('t1', { idpn: 'X1' }), known('t2', { stsId: '42', lastName: 'Petit' })];
    expect(reasons({ teachers: [elise(1, { idpn: 'X1', stsId: '42' })], ent })).toEqual([
      'identifiers_disagree t1 t2',
    ]);
  });

  it('another official identifier', () => {
    expect(reasons({ teachers: [elise(1, { stsId: '41' })], ent: [known('t1', { stsId: '42' })] })).toEqual([
      'identifier_differs t1',
    ]);
  });

  it('another date of birth', () => {
    const ent = [known('t1', { birthDate: '1980-01-02' })];
    expect(reasons({ teachers: [elise(1, { birthDate: '1981-01-02' })], ent })).toEqual([
      'birth_date_differs t1',
    ]);
  });

  it('another class', () => {
    const pupils = [pupil(1, 'DURAND', 'Elise', { classes: [member(1)] })];
    expect(reasons({ pupils, ent: [{ ...known('p1'), classId: '6B' }] })).toEqual(['class_differs p1']);
  });

  it('none for who is matched, nor for whom nobody resembles', () => {
    expect(reasons({ teachers: [elise(1), teacher(2, 'PETIT', 'Ana')], ent: [known('t1')] })).toEqual([
      '',
      '',
    ]);
  });
});

it('Every reason is a French sentence; a code of another version has none', () => {
  for (const code of Object.keys(MATCH_REASONS)) expect(matchReasonSentence(code)).toMatch(/^\p{Lu}.*\.$/u);
  expect(matchReasonSentence('gone')).toBeUndefined();
});

describe('A match may be confirmed among many', () => {
  const likely = (code: string | null, ...candidates: string[]) =>
    isLikelyMatch({ candidates, reason: code === null ? null : { code } });

  it('where one is left, and nothing contradicts it', () => {
    expect(['name_incomplete', 'most_members', 'same_teaching'].map((code) => likely(code, 't1'))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('and not where several are left, or something does, or nothing is known of it', () => {
    expect(likely('most_members', 't1', 't2')).toBe(false);
    expect(likely('most_members')).toBe(false);
    expect(
      ['birth_date_differs', 'identifier_differs', 'class_differs', 'gone'].some((code) =>
        likely(code, 't1'),
      ),
    ).toBe(false);
    expect(likely(null, 't1')).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import {
  classRow,
  course,
  during,
  group,
  member,
  pupil,
  smallSchool,
  subject,
  timetableOf,
  YEAR,
} from '../timetable/timetable.test-support.js';
import type { FileCourse, Timetable } from '../timetable/timetable.js';
import { checkTimetable } from './check-timetable.js';
import type { Problem } from './problem.js';

const school = smallSchool();
const problemsOf = (change: Partial<Timetable>) =>
  checkTimetable({ ...school, ...change }).map(({ code, value }) =>
    value === undefined ? code : `${code}: ${value}`,
  );
const withCourse = (more: Partial<FileCourse>) =>
  problemsOf({ courses: [...school.courses, course({ day: 5, firstPlace: 8, ...more })] });

describe('A sound timetable', () => {
  it('has no problem', () => {
    expect(checkTimetable(school)).toEqual([]);
  });
});

describe('The year and the grid', () => {
  it.each([
    [{ ...YEAR, firstMonday: '2025-09-02' }, ['first_week_not_monday: 2025-09-02']],
    [{ ...YEAR, firstMonday: '2025-08-18' }, ['first_week_far_from_start: 2025-08-18 / 2025-09-01']],
    [{ ...YEAR, startsOn: '', firstMonday: '' }, []],
  ])('%j gives %j', (year, expected) => {
    expect(problemsOf({ year, courses: [] })).toEqual(expected);
  });

  it('must end after the beginning', () => {
    const year = { ...YEAR, endsOn: '2025-08-31' };
    expect(problemsOf({ year, courses: [] })).toEqual(['year_dates_inverted: 2025-09-01 / 2025-08-31']);
  });

  it('must have hours in order', () => {
    const places = [
      { startMinute: 480, endMinute: 540 },
      { startMinute: 480, endMinute: 600 },
      { startMinute: 600, endMinute: 600 },
    ];
    expect(problemsOf({ grid: { ...school.grid, places }, courses: [] })).toEqual([
      'place_out_of_order: 1',
      'place_out_of_order: 2',
    ]);
  });
});

describe('A section without rows', () => {
  it.each([
    [{ subjects: [] }, 'les matières'],
    [{ teachers: [] }, 'les enseignants'],
    [{ rooms: [] }, 'les salles'],
  ])('to which the rest of the file refers is one problem: %j', (change, name) => {
    const found = problemsOf(change).filter((problem) => problem.startsWith('section_without_rows'));
    expect(found).toEqual([expect.stringMatching(new RegExp(`: ${name} : \\d+ renvois?$`, 'u'))]);
  });

  it('is none when nothing refers to it', () => {
    expect(problemsOf({ subjects: [], teachers: [], rooms: [], courses: [] })).toEqual([]);
  });
});

describe('Rows', () => {
  it('of one type must have different Idents; of two types they need not', () => {
    const subjects = [...school.subjects, subject(1, 'GREC', 'GREC')];
    expect(problemsOf({ subjects })).toEqual(['ident_duplicate: Matiere 1']);
    const classes = [...school.classes, classRow(3, '6C', [11])];
    expect(problemsOf({ classes })).toEqual(['ident_duplicate: PartieDeClasse 11']);
  });

  it('with the same name or subject code are only worth a warning', () => {
    const classes = [...school.classes, classRow(3, ' 6a ')];
    const subjects = [...school.subjects, subject(9, 'latin', 'LATIN 2')];
    expect(problemsOf({ classes, subjects })).toEqual([
      'name_duplicate: Classe 6a',
      'subject_code_duplicate: LATIN : LATIN, LATIN 2',
    ]);
  });

  it('must refer to rows that exist', () => {
    const groups = [...school.groups, group(9, 'X', { classes: [98], parts: [97], pupils: [96] })];
    const pupils = [
      pupil(1, 'DURAND', 'Léo', { classes: [member(95)], parts: [member(94)] }),
      ...school.pupils.slice(1),
    ];
    expect(problemsOf({ groups, pupils })).toEqual([
      'row_missing: classe n° 98 : 1 renvoi',
      'row_missing: classe n° 95 : 1 renvoi',
      'row_missing: partie de classe n° 97 : 1 renvoi',
      'row_missing: élève n° 96 : 1 renvoi',
      // Seen in the publisher's own export: without effect.
      'pupil_part_unknown: PartieDeClasse 94',
    ]);
  });

  it('of pupils must not leave before they enter', () => {
    const pupils = [pupil(9, 'DURAND', 'Zoé', { classes: [member(1, '2026-01-05', '2025-12-31')] })];
    expect(problemsOf({ pupils })).toEqual(['membership_dates_inverted: Eleve 9']);
  });

  it('never name a person in a problem', () => {
    const pupils = [
      pupil(9, 'SECRET', 'Zoé', { classes: [member(98, '2026-01-05', '2025-12-31')], parts: [member(97)] }),
    ];
    expect(JSON.stringify(checkTimetable({ ...school, pupils }))).not.toContain('SECRET');
  });
});

describe('A course', () => {
  it.each<[string, Partial<FileCourse>, string[]]>([
    ['without resource', { resources: [] }, ['course_without_resource']],
    ['without audience', { resources: [during('teacher', 1, [1])] }, ['course_without_audience']],
    [
      'without subject',
      { subject: undefined, resources: [during('class', 1, [1])] },
      ['course_without_subject'],
    ],
    ['of no length', { placeCount: 0, resources: [during('class', 1, [1])] }, ['course_without_length']],
    [
      'that goes beyond the grid',
      { firstPlace: 9, placeCount: 2, resources: [during('class', 1, [1])] },
      ['place_outside_grid: 9 + 2'],
    ],
    ['on a day that is not open', { day: 7, resources: [during('class', 1, [1])] }, ['day_not_open: 7']],
    [
      'with references to nothing',
      {
        subject: 99,
        resources: [during('class', 98, [1]), during('room', 97, [1]), during('part', 96, [1])],
      },
      [
        'row_missing: matière n° 99 : 1 renvoi',
        'row_missing: classe n° 98 : 1 renvoi',
        'row_missing: partie de classe n° 96 : 1 renvoi',
        'row_missing: salle n° 97 : 1 renvoi',
      ],
    ],
    [
      'in week 0 or after the year',
      { resources: [{ kind: 'class', ident: 1, weeks: 3n }, during('teacher', 1, [1, 45])] },
      ['weeks_out_of_year: 3', 'weeks_out_of_year: 35184372088834'],
    ],
    [
      'after the last day of the year',
      { day: 7, resources: [during('class', 1, [44])] },
      [
        'day_not_open: 7',
        'session_outside_year: 05/07/2026',
        'week_almost_empty: semaine du 29/06/2026 : 1 séance',
      ],
    ],
  ])('%s is reported', (_case, more, expected) => {
    expect(withCourse(more)).toEqual(expected);
  });

  it('on a teacher, class, group or room already taken is reported once, with its line', () => {
    const taken = course({
      line: 777,
      day: 2,
      firstPlace: 1,
      placeCount: 3,
      subject: 1,
      resources: [during('teacher', 2, [12, 13]), during('class', 1, [10, 13]), during('room', 2, [1])],
    });
    const problems: Problem[] = checkTimetable({ ...school, courses: [...school.courses, taken] });
    expect(problems.filter(({ code }) => code.startsWith('overlap'))).toEqual([
      { code: 'overlap_teacher', line: 777, value: 'enseignant n° 2, le 18/11/2025 à 9\u202fh\u202f00' },
      { code: 'overlap_class', line: 777, value: '6A, le 04/11/2025 à 9\u202fh\u202f00' },
      { code: 'overlap_room', line: 777, value: 'salle B13, le 02/09/2025 à 9\u202fh\u202f00' },
    ]);
  });

  it('in A weeks does not overlap another in B weeks', () => {
    const [a, b] = [
      [1, 3],
      [2, 4],
    ].map((weeks) => course({ resources: [during('class', 1, weeks)] }));
    const courses = [...(a === undefined ? [] : [a]), ...(b === undefined ? [] : [b])];
    expect(problemsOf({ courses })).toEqual([]);
  });
});

describe('Weeks', () => {
  it('that are open and almost empty are reported', () => {
    const alone = course({ day: 5, firstPlace: 8, resources: [during('class', 1, [8])] });
    expect(problemsOf({ courses: [...school.courses, alone] })).toEqual([
      'week_almost_empty: semaine du 20/10/2025 : 1 séance',
    ]);
  });
});

it('The letter of the UAI is checked', () => {
  expect(problemsOf({ uais: ['0134567A', '0134567U'] })).toEqual(['uai_letter_invalid: 0134567A']);
});

it('A file full of problems is counted, and kept within bounds', () => {
  const courses = Array.from({ length: 3_000 }, (_, line) => course({ line, resources: [] }));
  const problems = checkTimetable(timetableOf({ subjects: school.subjects, courses }));
  expect(problems).toHaveLength(1_001);
  expect(problems.at(-1)).toEqual({ code: 'course_without_resource', occurrences: 2_000 });
});

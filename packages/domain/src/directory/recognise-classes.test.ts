import { describe, expect, it } from '@jest/globals';
import { planStructure } from '../plan/plan-structure.js';
import {
  stateAfter,
  classRow,
  course,
  directoryOf,
  during,
  EMPTY_STATE,
  member,
  pupil,
  smallSchool,
  TARGET,
} from '../timetable/timetable.test-support.js';
import type { FilePupil, Timetable } from '../timetable/timetable.js';
import type { Directory } from './directory.js';
import { matchTimetable } from './match-timetable.js';
import type { MatchDecision } from './match.js';

const on = '2025-11-24';
const small = smallSchool();
/** Ten pupils in each class: « 1 » to « 10 » in 6A, « 11 » to « 20 » in 6B. */
const pupils: FilePupil[] = Array.from({ length: 20 }, (_, index) =>
  pupil(index + 1, `NOM${index + 1}`, 'Ana', { classes: [member(index < 10 ? 1 : 2)] }),
);
const school: Timetable = { ...small, pupils };
const classOf = ({ classes }: FilePupil) => `class${classes[0]?.ident ?? ''}`;
const known = directoryOf(school);
const ent: Directory = {
  ...known,
  pupils: known.pupils.map((person, index) => {
    const row = pupils[index];
    return row === undefined ? person : { ...person, classId: classOf(row) };
  }),
};
const withoutClasses: Directory = known;

function match(
  timetable: Timetable,
  directory: Directory = ent,
  decisions: readonly MatchDecision[] = [],
  current = EMPTY_STATE,
) {
  const matching = matchTimetable({ timetable, directory, decisions, on, target: TARGET, current });
  return [...matching.classes.values()].map(({ targetId, by, candidates, reason, knownAs }) =>
    [targetId ?? 'nobody', by, knownAs, ...candidates, reason].filter((part) => part !== undefined).join(' '),
  );
}

const named = (first: string, second: string, timetable = school): Timetable => ({
  ...timetable,
  classes: [classRow(1, first, [11, 12]), classRow(2, second, [21, 22])],
});
/** The first pupils of 6A are in 6B from now on. */
const moved = (count: number, timetable: Timetable): Timetable => ({
  ...timetable,
  pupils: timetable.pupils.map((row) => (row.ident <= count ? { ...row, classes: [member(2)] } : row)),
});

describe('A class under a name the ENT does not know', () => {
  it('is recognised by its pupils', () => {
    expect(match(named('6 A1', '6B'))).toEqual(['class1 members 6A', 'class2 name']);
  });

  it('is told from the others when all of them are renamed', () => {
    expect(match(named('6 ROUGE', '6 BLEU'))).toEqual(['class1 members 6A', 'class2 members 6B']);
  });

  it('is recognised though a pupil has left it', () => {
    expect(match(moved(1, named('6 ROUGE', '6 BLEU')))).toEqual(['class1 members 6A', 'class2 members 6B']);
  });

  it('is proposed, and why, when its pupils are no longer clearly the same', () => {
    expect(match(moved(3, named('6 ROUGE', '6B')))).toEqual([
      'nobody none class1 most_members',
      'class2 name',
    ]);
  });

  it('is unknown when less than half of its pupils are the same', () => {
    expect(match(moved(6, named('6 ROUGE', '6B')))[0]).toBe('nobody none');
  });

  it('is never taken for a class that the file names', () => {
    const classes = [...school.classes, classRow(3, '6C')];
    const all = pupils.map((row) => ({ ...row, classes: [member(row.ident <= 10 ? 3 : 2)] }));
    expect(match({ ...school, classes, pupils: all })).toEqual(['class1 name', 'class2 name', 'nobody none']);
  });

  it('is whom a person said, or nobody', () => {
    const decisions = (targetId: string | null): MatchDecision[] => [
      { kind: 'class', key: 'name:6 a1', targetId },
    ];
    expect(match(named('6 A1', '6B'), ent, decisions('class2'))[0]).toBe('class2 decision');
    expect(match(named('6 A1', '6B'), ent, decisions(null))[0]).toBe('nobody decision');
  });

  it('is not looked for in another establishment than the target', () => {
    const classes = ent.classes.map((row) => ({ ...row, establishmentId: 'hugo/lycee' }));
    expect(match(named('6 A1', '6B'), { ...ent, classes })).toEqual(['nobody none', 'nobody none']);
  });
});

describe('A class whose name several of the ENT bear', () => {
  const [first] = ent.classes;
  const doubled = (directory: Directory): Directory => ({
    ...directory,
    classes: [...directory.classes, { ...first, id: 'class9', name: '6A', establishmentId: 'hugo/college' }],
  });

  it('is the one of its pupils, under no other name', () => {
    expect(match(school, doubled(ent))).toEqual(['class1 members', 'class2 name']);
  });

  it('is left to a person when pupils do not tell', () => {
    expect(match(school, doubled(withoutClasses))[0]).toBe('nobody none class1 class9 homonyms');
    expect(match(moved(3, school), doubled(ent))[0]).toBe('nobody none class1 class9 homonyms');
  });
});

describe('A class of unknown name and pupils', () => {
  const weeks = [1, 2, 3];
  /** Two lessons for each class with teachers of its own. */
  const taught: Timetable = {
    ...school,
    courses: [1, 2].flatMap((owner) =>
      [1, 2].map((subject) =>
        course({
          subject,
          day: owner,
          firstPlace: subject,
          resources: [during('teacher', owner, weeks), during('class', owner, weeks)],
        }),
      ),
    ),
  };
  const matching = matchTimetable({ timetable: taught, directory: withoutClasses, decisions: [], on });
  const current = stateAfter(
    planStructure({ timetable: taught, matching, current: EMPTY_STATE, target: TARGET, on }),
    on,
  );

  it('is recognised by what it is taught and by whom', () => {
    expect(match(named('6 ROUGE', '6 BLEU', taught), withoutClasses, [], current)).toEqual([
      'class1 teaching 6A',
      'class2 teaching 6B',
    ]);
  });

  it('is only proposed when two classes are taught alike', () => {
    const alike: Timetable = {
      ...taught,
      courses: taught.courses.map((row) => ({
        ...row,
        resources: row.resources.map((resource) =>
          resource.kind === 'teacher' ? { ...resource, ident: 1 } : resource,
        ),
      })),
    };
    const duplicates = stateAfter(
      planStructure({ timetable: alike, matching, current: EMPTY_STATE, target: TARGET, on }),
      on,
    );
    expect(match(named('6 ROUGE', '6 BLEU', alike), withoutClasses, [], duplicates)).toEqual([
      'nobody none class1 class2 same_teaching',
      'nobody none class1 class2 same_teaching',
    ]);
  });

  it('is only proposed when its pupils say otherwise', () => {
    const swapped = pupils.map((row) => ({ ...row, classes: [member(row.ident <= 10 ? 2 : 1)] }));
    const [first] = match({ ...named('6 ROUGE', '6B', taught), pupils: swapped }, ent, [], current);
    expect(first).toBe('nobody none class1 same_teaching');
  });
});

import { describe, expect, it } from '@jest/globals';
import { courseChangeSentence, type CourseChange, type CoursePlace } from './course-change.js';

const place = (changes: Partial<CoursePlace> = {}): CoursePlace => ({
  weekday: 2,
  startMinute: 540,
  endMinute: 600,
  audience: ['3A'],
  teachers: ['DURAND Paul'],
  rooms: ['4'],
  ...changes,
});
const sentence = (change: Partial<CourseChange>): string =>
  courseChangeSentence({
    ...{ type: 'modified', sessions: 31, subject: 'MATHS', before: place(), after: place() },
    ...change,
  }).replaceAll('\u202f', ' ');

describe('the change of a weekly course', () => {
  it.each<[string, Partial<CourseChange>]>([
    [
      'MATHS, 3A : mardi 9 h → jeudi 10 h',
      { type: 'moved', after: place({ weekday: 4, startMinute: 600, endMinute: 660 }) },
    ],
    [
      'MATHS, 3A : mardi 9 h → mardi 9 h 05',
      { type: 'moved', after: place({ startMinute: 545, endMinute: 605 }) },
    ],
    [
      'MATHS, 3A : mardi 9 h → jeudi 9 h ; salle 4 → D102',
      { type: 'moved', after: place({ weekday: 4, rooms: ['D102'] }) },
    ],
    ['MATHS, 3A, mardi 9 h : salle 4 → D102', { after: place({ rooms: ['D102'] }) }],
    ['MATHS, 3A, mardi 9 h : salle 4 → sans salle', { after: place({ rooms: [] }) }],
    ['MATHS, 3A, mardi 9 h : DURAND Paul → MARTIN Alice', { after: place({ teachers: ['MARTIN Alice'] }) }],
    ['MATHS, 3A, mardi 9 h : fin à 10 h → 10 h 30', { after: place({ endMinute: 630 }) }],
    ['MATHS, 3A, mardi 9 h : 3A → 3A, 3B', { after: place({ audience: ['3A', '3B'] }) }],
    ['MATHS, 3A, mardi 9 h : rattaché à l’annuaire', {}],
    ['MATHS, 3A, mardi 9 h : ajouté', { type: 'created', before: null }],
    ['MATHS, 3A, mardi 9 h : annulé', { type: 'cancelled', after: null }],
    ['MATHS, 3A, mardi 9 h : rétabli', { type: 'revived' }],
    [
      'MATHS, 3A et 3B, mardi 9 h : annulé',
      { type: 'cancelled', before: place({ audience: ['3A', '3B'] }), after: null },
    ],
    [
      'MATHS, mardi 9 h : ajouté',
      { type: 'created', before: null, after: place({ audience: [], teachers: [], rooms: [] }) },
    ],
  ])('reads « %s »', (expected, change) => {
    expect(sentence(change)).toBe(expected);
  });

  it('is conditional when nothing was written', () => {
    const change = { sessions: 31, subject: 'MATHS', before: place(), after: null } as const;
    expect(courseChangeSentence({ type: 'cancelled', ...change }, { isConditional: true })).toMatch(
      / : serait annulé$/,
    );
  });
});

import { expect, it } from '@jest/globals';
import { coursesOf, type ListedCourse } from './courses-of.js';

const course = (subject: string, audience: string[], teachers: string[]): ListedCourse => ({
  type: 'modified',
  sentence: `${subject} ${audience.join()}`,
  sessions: 3,
  subject,
  audience,
  teachers,
});
const MATHS = course('MATHS', ['3A'], ['LEROY Ada']);
const FRENCH = course('FRANÇAIS', ['3A', '3B GR.1'], ['MARTIN Paul', 'LEROY Ada']);

it.each([
  ['class', '3A', [MATHS, FRENCH]],
  ['class', '3B GR.1', [FRENCH]],
  ['teacher', 'MARTIN Paul', [FRENCH]],
  ['subject', 'MATHS', [MATHS]],
  ['subject', 'MATH', []],
  ['week', 'Semaine du 23 novembre', []],
] as const)('grouped by %s, « %s » has its own courses', (by, label, expected) => {
  expect(coursesOf([MATHS, FRENCH], by, label)).toEqual(expected);
});

import { expect, it } from '@jest/globals';
import { summarySentence } from './summary-sentence.js';

const counts = new Map([
  ['created', 1_200],
  ['cancelled', 1],
]);

it('a summary says what becomes of things, in the conditional when it has not happened', () => {
  expect(summarySentence('session', counts, { isConditional: false })).toBe(
    '1\u202f200 séances créées, 1 annulée',
  );
  expect(summarySentence('group', counts, { isConditional: true })).toBe(
    '1\u202f200 groupes seraient créés, 1 serait annulé',
  );
});

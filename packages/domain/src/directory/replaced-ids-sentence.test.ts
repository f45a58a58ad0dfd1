import { expect, it } from '@jest/globals';
import { replacedIdsSentence } from './replaced-ids-sentence.js';

it.each([
  [{ class: 1 }, '1 classe'],
  [{ pupil: 1_140, class: 2, teacher: 1 }, '2 classes, 1 enseignant et 1\u202f140 élèves'],
])('ids that the directory replaced are told: %j', (counts, things) => {
  expect(replacedIdsSentence(counts)).toMatch(`a donné un autre identifiant à ${things}. `);
});

it('nothing is told of ids when none was replaced', () => {
  expect(replacedIdsSentence({})).toBeUndefined();
});

import { describe, expect, it } from '@jest/globals';
import { distinctionDetails } from './distinction.js';

const NOTHING = { birthDate: null, classes: [], subjects: [], establishment: null, pupils: null };

describe('what tells homonyms apart', () => {
  it.each([
    [{ subjects: ['MATHS'], birthDate: '1975-03-12' }, ['MATHS', 'date de naissance\u00a0: 12/03/1975']],
    [{ subjects: ['A', 'B', 'C', 'D'] }, ['A, B, C et 1 autre']],
    [{ subjects: ['A', 'B', 'C', 'D', 'E'] }, ['A, B, C et 2 autres']],
    [{ classes: ['6A'], birthDate: '2014-01-02' }, ['classe 6A', 'date de naissance\u00a0: 02/01/2014']],
    [{ classes: ['6A', '6B'], pupils: 24 }, ['classes 6A et 6B', '24 élèves']],
    [{ establishment: 'Lycée Jean-Moulin', pupils: 1 }, ['Lycée Jean-Moulin', '1 élève']],
    [{}, []],
  ])('is said in few words: %j', (known, details) => {
    expect(distinctionDetails({ ...NOTHING, ...known })).toEqual(details);
  });
});

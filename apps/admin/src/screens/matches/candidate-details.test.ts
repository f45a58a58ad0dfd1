import { expect, it } from '@jest/globals';
import { candidateDetails } from './candidate-details.js';

it('tells homonyms apart by what is known of them, and says so where nothing is', () => {
  const older = { id: 'p1', name: 'Besson Anna', details: ['né le 3 mai 1980'] };
  const younger = { id: 'p2', name: 'Besson Anna', details: ['né le 4 juin 1990'] };
  const gone = { id: 'p3', name: 'Besson Anna', details: [], absentSince: '2026-09-01T08:00:00+02:00' };
  const other = { id: 'p4', name: 'Besson Anna', details: [] };
  const another = { id: 'p5', name: 'Besson Anna', details: [] };
  const all = [older, younger, gone, other, another];
  expect(all.map((each) => candidateDetails(each, all))).toEqual([
    ['né le 3 mai 1980'],
    ['né le 4 juin 1990'],
    ['absent de l’annuaire'],
    ['fiche 1 sur 2 de ce nom, que rien d’autre ne distingue dans l’ENT'],
    ['fiche 2 sur 2 de ce nom, que rien d’autre ne distingue dans l’ENT'],
  ]);
});

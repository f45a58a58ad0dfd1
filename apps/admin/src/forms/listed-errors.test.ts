import { expect, it } from '@jest/globals';
import { listedErrors } from './listed-errors.js';

it('finds what is wrong at any depth, in the order of the form', () => {
  const errors = {
    startsOn: { type: 'custom', message: 'Date manquante.' },
    closures: [undefined, { endsOn: { message: 'Trop tôt.' } }, { message: 'En chevauche une autre.' }],
  };
  expect(listedErrors(errors)).toEqual([
    { name: 'startsOn', message: 'Date manquante.' },
    { name: 'closures.1.endsOn', message: 'Trop tôt.' },
    { name: 'closures.2', message: 'En chevauche une autre.' },
  ]);
  expect(listedErrors({})).toEqual([]);
});

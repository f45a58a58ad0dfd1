import { expect, it } from '@jest/globals';
import { weekOf } from './week-of.js';

it.each(['2026-11-23', '2026-11-26', '2026-11-29'])(
  'the week of %s goes from its Monday to its Sunday',
  (date) => {
    expect(weekOf(date)).toEqual({ from: '2026-11-23', to: '2026-11-29' });
  },
);

it('a week may begin in the year before', () => {
  expect(weekOf('2027-01-01')).toEqual({ from: '2026-12-28', to: '2027-01-03' });
});

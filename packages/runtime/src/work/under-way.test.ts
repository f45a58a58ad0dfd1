import { expect, it } from '@jest/globals';
import { UnderWay } from './under-way.js';

it('counts what each has begun and not ended, whoever ends it twice', () => {
  const underWay = new UnderWay();
  const [first, second] = [underWay.begin('ana'), underWay.begin('ana')];
  underWay.begin('bea');
  expect([underWay.of('ana'), underWay.of('bea'), underWay.total]).toEqual([2, 1, 3]);
  first();
  first();
  expect([underWay.of('ana'), underWay.of('bea'), underWay.total]).toEqual([1, 1, 2]);
  second();
  expect([underWay.of('ana'), underWay.total]).toEqual([0, 1]);
});

import { expect, it } from '@jest/globals';
import { UploadsAtOnce } from './uploads-at-once.js';

it('lets so many files in at once, of each person and of all, and others when one has ended', () => {
  const uploads = new UploadsAtOnce();
  const ends = Array.from({ length: 8 }, () => uploads.begin('ana'));
  expect(() => uploads.begin('ana')).toThrow(/déjà 8 fichiers/);
  for (let i = 0; i < 8; i += 1) uploads.begin(`person-${i}`);
  expect(() => uploads.begin('bea')).toThrow(/en même temps/);
  const [first] = ends;
  first?.();
  first?.();
  uploads.begin('bea');
  expect(() => uploads.begin('ana')).toThrow(/en même temps/);
});

import { expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { PRODUCT_VERSION } from './product-version.js';

it('is the version of the package', () => {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  expect(JSON.parse(manifest)).toMatchObject({ version: PRODUCT_VERSION });
});

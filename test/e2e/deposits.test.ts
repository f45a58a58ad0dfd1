// What is deposited, counted, overtaken, refused and decrypted, through the three real processes. One product for all of it,
// since a start costs as much as many tests.
import { describe, jest } from '@jest/globals';
import { SharedProduct } from '../support/shared-product.js';
import { SMALL_SCHOOL_CLOCK } from '../support/small-school.js';
import { badInputTests } from './bad-input-tests.js';
import { countsAgreeTests } from './counts-agree-tests.js';
import { PARTNER_KEYS_PASSPHRASE, partnerKeyTests } from './partner-key-tests.js';
import { queueTests } from './queue-tests.js';

jest.setTimeout(240_000);

describe('On one product', () => {
  const shared = new SharedProduct({
    CLOCK: SMALL_SCHOOL_CLOCK,
    LOG_LEVEL: 'debug',
    PARTNER_KEYS_PASSPHRASE,
  });

  describe('files that cannot be imported', () => {
    badInputTests(shared);
  });
  describe('counts', () => {
    countsAgreeTests(shared);
  });
  describe('queues', () => {
    queueTests(shared);
  });
  describe('partner keys', () => {
    partnerKeyTests(shared);
  });
});

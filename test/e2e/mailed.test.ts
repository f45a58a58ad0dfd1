// What people decide and what they are told, through the three real processes: REST, WebDAV, a real SMTP server. One product for
// all of it, since a start costs as much as many tests.
import { describe, jest } from '@jest/globals';
import { MailedProduct } from '../support/mailed-product.js';
import { decisionTests } from './decision-tests.js';
import { lockTests } from './lock-tests.js';
import { whoIsToldTests } from './who-is-told-tests.js';

jest.setTimeout(180_000);

/** Weeks before the database's own clock: nothing technical may go by it. */
const CLOCK = '2026-10-06T08:00:00+02:00';

describe('On one product, with a mail server', () => {
  const mailed = new MailedProduct(CLOCK);

  describe('decisions and mails', () => {
    decisionTests(mailed);
  });
  describe('who is told', () => {
    whoIsToldTests(mailed);
  });
  describe('locks, and what is lost or stopped in Temporal', () => {
    lockTests(mailed);
  });
});

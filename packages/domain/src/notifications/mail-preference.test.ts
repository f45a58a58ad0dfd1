import { describe, expect, it } from '@jest/globals';
import { DEFAULT_MAIL_PREFERENCE, deliveryTo } from './mail-preference.js';

describe('the mail preference', () => {
  it.each([
    ['at_once', 'at_once', 'at_once'],
    ['at_once', 'daily_digest', undefined],
    ['daily_digest', 'at_once', 'daily_digest'],
    ['daily_digest', 'daily_digest', 'daily_digest'],
    ['never', 'at_once', undefined],
    ['never', 'daily_digest', undefined],
  ] as const)('%s, for what is worth %s: %s', (preference, urgency, delivery) => {
    expect(deliveryTo(preference, urgency)).toBe(delivery);
  });

  it('is, until it is chosen, to be told of what one can act on', () => {
    expect(DEFAULT_MAIL_PREFERENCE).toEqual({ operator: 'at_once', manager: 'at_once', viewer: 'never' });
  });
});

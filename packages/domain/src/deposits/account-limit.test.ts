import { describe, expect, it } from '@jest/globals';
import { accountObstacle, accountObstacleMessage } from './account-limit.js';

const REQUEST = { userId: 'u9', hasOpenYear: true, holders: ['u1', 'u2', 'u3', 'u4'] };

describe('a new deposit account', () => {
  it('is possible for a fifth user, once a first import has been done', () => {
    expect(accountObstacle(REQUEST)).toBeUndefined();
    expect(accountObstacle({ ...REQUEST, hasOpenYear: false })).toBe('first_import_required');
  });

  it('is the only one of its user', () => {
    expect(accountObstacle({ ...REQUEST, userId: 'u1' })).toBe('account_exists');
  });

  it('is refused as a sixth, and the sentence says what to do', () => {
    const holders = [...REQUEST.holders, 'u5'];
    expect(accountObstacle({ ...REQUEST, holders })).toBe('too_many_accounts');
    expect(accountObstacleMessage('too_many_accounts')).toMatch(/5 comptes.*supprimez-en un/);
  });
});

import { describe, expect, it } from '@jest/globals';
import { isPageOfTheApi, signInAddress } from './return-address.js';

describe('signing in', () => {
  it('comes back to the page that asked for it', () => {
    expect(signInAddress('/cites/a#plan')).toBe('/connexion?retour=%2Fcites%2Fa%23plan');
    expect(signInAddress('/')).toBe('/connexion');
  });

  it('comes back to a page of the API where the address begins like one, and only there', () => {
    expect(['/api/docs', '/api', '/dev/mails', '/apiculture', '/cites/api'].map(isPageOfTheApi)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

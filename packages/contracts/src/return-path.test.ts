import { describe, expect, it } from '@jest/globals';
import { safeReturnPath } from './return-path.js';

describe('the page come back to after signing in', () => {
  it.each(['/cites/jmoulin?statut=held', '/api/v1/imports/1/report', '/cites/a#plan'])(
    'is the one asked for: %s',
    (page) => {
      expect(safeReturnPath(page)).toBe(page);
    },
  );

  it.each([
    ...[
      '//evil.example',
      '///evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/\t/evil.example',
      'cites',
      null,
    ],
    ...['https://evil.example/', 'javascript:alert(1)', 'evil.example', '', ' /x', '/..//evil.example'],
    ...['/.//evil.example', '/%0d%0a/../..//evil.example', '/connexion?retour=/x'],
  ])('is the home page when the link says %s', (wanted) => {
    expect(safeReturnPath(wanted)).toBe('/');
  });
});

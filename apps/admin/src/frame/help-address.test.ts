import { describe, expect, it } from '@jest/globals';
import { HELP } from '../screens/help/help-topics-by-name.js';
import { helpAddressOf } from './help-address.js';
import { PUBLIC_HELP } from './help-topics.js';
import { CAMPUS_SCREENS, FLEET_SCREENS } from './screens.js';

/** Those that are the help itself. */
const isHelp = ({ path }: { readonly path: string }): boolean => /^aide/.test(path);

describe('the help of a screen', () => {
  it('is there for each of them, and for nothing else', () => {
    const screens = [...CAMPUS_SCREENS, ...FLEET_SCREENS].filter((screen) => !isHelp(screen));
    expect(screens.filter(({ help }) => help === undefined)).toEqual([]);
    expect([...screens.map(({ help }) => help), ...PUBLIC_HELP].toSorted()).toEqual(
      Object.keys(HELP).toSorted(),
    );
  });

  it('is the one of the screen that is shown', () => {
    expect(helpAddressOf('/cites/a')).toBe('/cites/a/aide/tableau-de-bord');
    expect(helpAddressOf('/cites/a/imports/1')).toBe('/cites/a/aide/import');
    expect(helpAddressOf('/cites/a/nothing')).toBe('/cites/a/aide');
    expect(helpAddressOf('/parc')).toBe('/aide/parc');
    expect(helpAddressOf('/nothing')).toBeUndefined();
  });

  it('says what to do in at least two cases, and every word once', () => {
    for (const { cases, words, purpose } of Object.values(HELP)) {
      expect(purpose).toMatch(/\.$/);
      expect(cases.length).toBeGreaterThanOrEqual(2);
      expect(new Set(words).size).toBe(words.length);
    }
  });
});

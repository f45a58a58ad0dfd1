import { describe, expect, it } from '@jest/globals';
import { normaliseName, squeezedName } from './normalise-name.js';
import { isSameUai, uaiLetterIsValid } from './uai.js';

describe('Names', () => {
  it('are compared without case, accents, hyphens, apostrophes nor double blanks', () => {
    expect(normaliseName('  Léa  D’ANGELO-GRAS ')).toBe('lea d angelo gras');
    expect(normaliseName('CŒUR  æther')).toBe('coeur aether');
    expect(normaliseName('5 AB LAT')).toBe('5 ab lat');
    expect(normaliseName('3ATRAVGR.1')).toBe('3atravgr 1');
    // Precomposed and combining accents are the same letter.
    expect(normaliseName('Zoe\u0308')).toBe(normaliseName('Zo\u00eb'));
    // What nobody sees is no difference either.
    expect(normaliseName('\ufeffLE\u00a0GO\u200bFF\u00ad')).toBe('le goff');
  });

  it('are one name whether their particle is detached or not', () => {
    expect(squeezedName('DE LA TOUR')).toBe(squeezedName('de-la-Tour'));
    expect(squeezedName('D’Arc')).toBe(squeezedName('DARC'));
    expect(squeezedName('6 A')).toBe(squeezedName('6A'));
  });

  it('keep what tells two groups apart', () => {
    expect(normaliseName('6A LV1.2')).not.toBe(normaliseName('6A LV12'));
  });
});

describe('UAI', () => {
  it('carry the letter their digits call for', () => {
    for (const uai of ['0134567U', '0750655E', '0690026D', '0951099D', '0771991W', '9990001X', '9990002Y']) {
      expect([uai, uaiLetterIsValid(uai)]).toEqual([uai, true]);
    }
    expect(['0134567A', '134567U', '0134567u', '', '0134567UU'].map(uaiLetterIsValid)).not.toContain(true);
  });

  it('are the same school when only the letter of the file is wrong', () => {
    expect(isSameUai('0134567A', '0134567U')).toBe(true);
    expect(isSameUai('0134567A', '0134567A')).toBe(true);
    expect(isSameUai(' 0134567u', '0134567U')).toBe(true);
    expect(isSameUai('0750655E', '0134567U')).toBe(false);
  });
});

import { describe, expect, it } from '@jest/globals';
import { parseUai, parseDate, parseMinute, parseName, parseUnsignedInt, parseWeeks } from './values.js';

describe('Values of an EDT export', () => {
  it.each([
    ['0', 0],
    [' 4294967295 ', 4294967295],
    ['007', 7],
    ['4294967296', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['0x10', undefined],
    ['1e3', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('reads the unsigned integer %j as %j', (text, value) => {
    expect(parseUnsignedInt(text)).toBe(value);
  });

  it.each([
    ['35171436461566', 35171436461566n],
    ['18446744073709551615', 18446744073709551615n],
    ['18446744073709551616', undefined],
    ['0', 0n],
    ['62.0', undefined],
    ['', undefined],
    ['9'.repeat(1000), undefined],
  ])('reads the week mask %j without losing a bit', (text, value) => {
    expect(parseWeeks(text)).toBe(value);
  });

  it.each([
    ['2024-02-29', '2024-02-29'],
    ['2025-02-29', undefined],
    ['2025-09-01Z', '2025-09-01'],
    ['2025-09-01+02:00', '2025-09-01'],
    ['2025-09-01T00:00:00', '2025-09-01'],
    ['2025-09-01T00:00:00.000+0200', '2025-09-01'],
    ['2025-09-01 00:00:00', '2025-09-01'],
    ['2025-09-01 à midi', undefined],
    ['01/09/2025', undefined],
    ['0000-00-00', undefined],
    ['', undefined],
  ])('reads the date %j as %j', (text, value) => {
    expect(parseDate(text)).toBe(value);
  });

  it.each([
    ['08:30', 510],
    ['08:30:00', 510],
    ['8:30', 510],
    ['8h30', 510],
    ['08h', 480],
    ['08:30:00Z', 510],
    ['08:30:00.000+02:00', 510],
    ['08H30', 510],
    ['00:00:00', 0],
    ['24:00:00', 1440],
    ['24:01', undefined],
    ['08:60', undefined],
    ['8', undefined],
  ])('reads the time %j as minute %j', (text, value) => {
    expect(parseMinute(text)).toBe(value);
  });

  it('reads a name with one space between words', () => {
    expect(parseName('  5  AB\tLAT ')).toBe('5 AB LAT');
    expect(parseName('LE\u00a0 GOFF\u202f')).toBe('LE GOFF');
    expect(parseName(undefined)).toBe('');
  });

  it('reads a name without what nobody sees, and with its accents composed', () => {
    expect(parseName('\ufeffMAR\u200bTIN\u00ad')).toBe('MARTIN');
    expect(parseName('NOE\u0308L')).toBe('NOËL');
  });

  it('reads an UAI whatever its case and blanks', () => {
    expect(parseUai(' 0134567 a')).toBe('0134567A');
  });
});

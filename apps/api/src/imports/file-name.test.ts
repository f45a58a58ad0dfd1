import { describe, expect, it } from '@jest/globals';
import { cleanFileName, nameWithoutExtension } from './file-name.js';

describe('the name of an uploaded file', () => {
  it.each([
    ['EDT_2026_1.zip', 'EDT_2026_1.zip'],
    ['C:\\Users\\marie\\EDT.xml', 'EDT.xml'],
    ['../../etc/passwd', 'passwd'],
    ['a\r\nSet-Cookie: x', 'aSet-Cookie: x'],
    ['  ', 'export'],
    ['dossier/', 'export'],
  ])('keeps of %j only %j', (given, kept) => {
    expect(cleanFileName(given)).toBe(kept);
  });

  it.each([
    ['EDT_2026.zip', 'EDT_2026'],
    ['EDT.2026.xml', 'EDT.2026'],
    ['export', 'export'],
    ['.xml', '.xml'],
  ])('%j is %j without its extension', (name, base) => {
    expect(nameWithoutExtension(name)).toBe(base);
  });
});

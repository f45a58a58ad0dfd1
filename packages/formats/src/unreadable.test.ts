import { describe, expect, it } from '@jest/globals';
import { ARCHIVE_SENTENCES } from './archive/archive-unreadable.js';
import { CONTAINER_SENTENCES } from './edt/encrypted/container-unreadable.js';
import { EDT_SENTENCES } from './edt/edt.reader.js';
import { FILE_SENTENCES, fileUnreadable } from './received/file-unreadable.js';
import { STS_SENTENCES } from './sts/sts-unreadable.js';
import { UDT_SENTENCES } from './udt/udt-unreadable.js';
import { XML_SENTENCES, xmlUnreadable } from './xml/xml-unreadable.js';

const catalogues = [
  FILE_SENTENCES,
  ARCHIVE_SENTENCES,
  XML_SENTENCES,
  EDT_SENTENCES,
  CONTAINER_SENTENCES,
  UDT_SENTENCES,
  STS_SENTENCES,
].flatMap((sentences) => Object.entries(sentences));

describe('Every reason why a file cannot be read', () => {
  it('has a code of its own', () => {
    expect(new Set(catalogues.map(([code]) => code)).size).toBe(catalogues.length);
  });

  it.each(catalogues)('%s is a French text that ends with a sentence, details or not', (_code, sentence) => {
    for (const details of [{}, { line: 12_345, value: '2', expected: '3' }]) {
      const message = sentence(details);
      expect(message).toMatch(/^\p{Lu}.{30,}\.$/u);
      expect(message).not.toMatch(/undefined|NaN|'|\s\s/);
    }
  });

  it('names the line, the value and what the file really is when they are known', () => {
    expect(xmlUnreadable('not_well_formed', { line: 1_234 }).sentence).toContain('(ligne 1\u202f234)');
    expect(fileUnreadable('too_large', { value: String(400 * 1024 * 1024) }).sentence).toContain('(400 Mio)');
    expect(fileUnreadable('not_a_timetable', { value: 'pdf' }).sentence).toContain('c’est un document PDF');
    expect(xmlUnreadable('wrong_root', { value: 'STS_EDT' }).sentence).toContain('STSWEB');
    expect(xmlUnreadable('wrong_root', { value: 'svg' }).sentence).toContain('« svg »');
  });
});

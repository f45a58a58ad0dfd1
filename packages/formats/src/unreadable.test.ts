import { describe, expect, it } from '@jest/globals';
import { programOf, TIMETABLE_FORMATS, type TimetableFormat } from '@timetable/domain';
import { ARCHIVE_SENTENCES } from './archive/archive-unreadable.js';
import { CONTAINER_SENTENCES } from './edt/encrypted/container-unreadable.js';
import { EDT_SENTENCES } from './edt/edt.reader.js';
import { FILE_SENTENCES, fileUnreadable } from './received/file-unreadable.js';
import { STS_SENTENCES } from './sts/sts-unreadable.js';
import { UDT_SENTENCES } from './udt/udt-unreadable.js';
import type { Unreadable, UnreadableSentence } from './unreadable.js';
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
      const message = sentence(details, programOf(undefined));
      expect(message).toMatch(/^\p{Lu}.{30,}\.$/u);
      expect(message).not.toMatch(/undefined|NaN|'|\s\s/);
    }
  });

  it('names the line, the value and what the file really is when they are known', () => {
    const said = (error: Unreadable) => error.sentence(undefined);
    expect(said(xmlUnreadable('not_well_formed', { line: 1_234 }))).toContain('(ligne 1\u202f234)');
    expect(said(fileUnreadable('too_large', { value: String(400 * 1024 * 1024) }))).toContain('(400 Mio)');
    expect(said(fileUnreadable('not_a_timetable', { value: 'pdf' }))).toContain('c’est un document PDF');
    expect(said(xmlUnreadable('wrong_root', { value: 'STS_EDT' }))).toContain('STSWEB');
    for (const root of ['svg', 'constructor', '__proto__'])
      expect(said(xmlUnreadable('wrong_root', { value: root }))).toContain(`« ${root} »`);
  });

  it('says of a directory where it belongs', () => {
    for (const error of [
      xmlUnreadable('wrong_root', { value: 'BEE_ELEVES' }),
      fileUnreadable('not_a_timetable', { value: 'table' }),
    ])
      expect(error.sentence(undefined)).toContain('« Annuaire de l’ENT »');
  });

  it('names the program that wrote the file, or none while nobody knows which', () => {
    // What a document is, by its root, is known.
    const sentences = [FILE_SENTENCES, ARCHIVE_SENTENCES, XML_SENTENCES].flatMap(
      Object.values<UnreadableSentence>,
    );
    const said = (format: TimetableFormat | undefined) =>
      sentences.map((sentence) => sentence({}, programOf(format))).join('\n');
    expect(said(undefined)).toContain('Refaites l’export depuis le logiciel d’emploi du temps et');
    for (const format of TIMETABLE_FORMATS) {
      const { name } = programOf(format);
      expect(said(format)).toContain(`Refaites l’export depuis ${name} et`);
      for (const other of [undefined, ...TIMETABLE_FORMATS].filter((each) => each !== format))
        expect(said(other)).not.toMatch(new RegExp(`\\b${name}\\b`));
    }
  });
});

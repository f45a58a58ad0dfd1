import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NO_IDENT, type Timetable } from '@timetable/domain';
import { memorySource, readTimetable, type ReadResult } from './index.js';

const FIXTURES = join(import.meta.dirname, '../../../test/fixtures/edt');
const limits = { maxXmlBytes: 10_000_000 };

const read = (path: string): Promise<ReadResult> =>
  readTimetable(memorySource(readFileSync(join(FIXTURES, path))), limits);

async function readOk(name: string): Promise<{ timetable: Timetable; problems: readonly string[] }> {
  const result = await read(`ok/${name}`);
  if (result.kind !== 'timetable') throw new Error(`${name}: ${result.code}`);
  const problems = result.problems.map(({ code, line, value }) => `${code} ${line ?? '-'} ${value ?? '-'}`);
  return { timetable: result.timetable, problems };
}

describe('Reading an EDT export', () => {
  it('gives every row of a 1.1 file, with its line', async () => {
    const { timetable, problems } = await readOk('minimal.xml');
    expect(problems).toEqual([]);
    expect(timetable).toEqual({
      format: 'edt',
      version: '1.1',
      software: undefined,
      uais: ['9990001X'],
      year: { startsOn: '2025-09-01', endsOn: '2026-08-31', firstMonday: '2025-09-01' },
      grid: {
        placeMinutes: 60,
        places: [
          { startMinute: 480, endMinute: 540 },
          { startMinute: 550, endMinute: 610 },
        ],
        openDays: [1, 2],
      },
      subjects: [{ ident: 5, line: 11, code: 'FRANC', label: 'FRANÇAIS' }],
      teachers: [
        {
          ident: 2,
          line: 12,
          lastName: 'MARTIN',
          firstName: 'Zoé',
          birthDate: '1980-05-17',
          idpn: 'ABCD2345EFHJ789K',
          stsId: '4711',
        },
      ],
      classes: [{ ident: 2, line: 13, name: '6A', parts: [31, 32] }],
      groups: [
        { ident: 2, line: 14, name: '6A GR.1', classes: [], parts: [31] },
        { ident: 3, line: 14, name: 'CHORALE', classes: [2], parts: [] },
      ],
      rooms: [{ ident: 15001, line: 15, name: 'B12' }],
      pupils: [
        {
          ident: 7,
          line: 17,
          lastName: 'DURAND',
          firstName: 'Léo',
          birthDate: '2014-03-02',
          idpn: 'K2MN3455PQRS78TU',
          nationalId: '0123456789A',
          sieclId: '88',
          classes: [{ ident: 2, startsOn: '2025-09-01', endsOn: '2026-08-31' }],
          parts: [{ ident: 31, startsOn: '2025-09-01', endsOn: '2026-08-31' }],
        },
      ],
      courses: [
        {
          line: 24,
          day: 1,
          firstPlace: 0,
          placeCount: 2,
          subject: 5,
          resources: [
            { kind: 'teacher', ident: 2, weeks: 62n },
            { kind: 'group', ident: 2, weeks: 62n },
            { kind: 'part', ident: 31, weeks: 62n },
            { kind: 'class', ident: 2, weeks: 18446744073709551615n },
            { kind: 'room', ident: 15001, weeks: 14n },
          ],
          cancelledWeeks: 0n,
        },
        { line: 32, day: 2, firstPlace: 1, placeCount: 1, subject: 5, resources: [], cancelledWeeks: 0n },
      ],
    });
  });

  it('keeps nothing of guardians and addresses', async () => {
    const { timetable } = await readOk('minimal.xml');
    const text = JSON.stringify(timetable, (_key, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
    expect(text).not.toMatch(/SECRETUS|Cachée|62000|ZZZZ/);
  });

  it('survives what real exports do against their own schema', async () => {
    const { timetable, problems } = await readOk('older-quirks.xml');
    expect(problems).toEqual(['birth_date_missing 35 7']);
    expect(timetable.uais).toEqual(['9990001X']);
    expect(timetable.grid).toEqual({
      placeMinutes: 55,
      places: [
        { startMinute: 480, endMinute: 535 },
        { startMinute: 540, endMinute: 595 },
        { startMinute: 610, endMinute: 665 },
        { startMinute: 1385, endMinute: 1440 },
      ],
      openDays: [1, 2],
    });
    expect(timetable.subjects.map(({ code, label }) => [code, label])).toEqual([
      ['NOTE DE VIE SCOL', 'NOTE DE VIE SCOLAIRE'],
      ['', 'AIDE AU TRAVAIL'],
    ]);
    expect(timetable.teachers[0]).toMatchObject({
      lastName: 'DE LA TOUR',
      firstName: 'Anne-Lise',
      idpn: 'ABCD2345EFHJ789K',
    });
    expect(timetable.classes[0]?.name).toBe('5 AB LAT');
    expect(timetable.pupils[0]).not.toHaveProperty('birthDate');
    expect(timetable.pupils[0]?.classes).toHaveLength(2);
    expect(timetable.courses[0]?.resources).toEqual([{ kind: 'teacher', ident: 2, weeks: 35171436461566n }]);
  });

  it('reads newer revisions by path, so that namesakes inside other sections stay out', async () => {
    const { timetable, problems } = await readOk('newer-revision.xml');
    expect(problems).toEqual(['unknown_section 8 Cantines', 'course_pupil_excluded 20 -']);
    expect(timetable.version).toBe('2.0');
    expect(timetable.subjects.map(({ ident }) => ident)).toEqual([5]);
    expect(timetable.courses).toMatchObject([
      { subject: 5, cancelledWeeks: 4n, resources: [{ kind: 'class', ident: 2, weeks: 62n }] },
      {
        subject: undefined,
        cancelledWeeks: 0n,
        resources: [
          { kind: 'pupil', ident: 7, weeks: 62n },
          { kind: 'teacher', ident: 2, weeks: 62n },
        ],
      },
      { resources: [{ kind: 'class', ident: 2, weeks: 62n }] },
    ]);
    expect(timetable.groups).toMatchObject([{ parts: [31], pupils: [7] }]);
  });

  it('names every establishment of a campus and the one of each class', async () => {
    const { timetable } = await readOk('newer-revision.xml');
    expect(timetable.uais).toEqual(['9990001X', '9990002Y']);
    expect(timetable.establishments).toMatchObject([
      { ident: 1, uai: '9990001X', name: 'COLLEGE JEAN MACE' },
      { ident: 2, uai: '9990002Y', name: 'LYCEE JEAN MACE' },
    ]);
    expect(timetable.classes).toMatchObject([{ establishment: 1 }, { establishment: 2, parts: [31] }]);
  });

  it('looks for a class of two establishments in both', async () => {
    const xml = readFileSync(join(FIXTURES, 'ok/newer-revision.xml'), 'utf8').replace(
      'Nom="6A"><ie:Etablissement Ident="1"/>',
      'Nom="6A"><ie:Etablissement Ident="1"/><ie:Etablissement Ident="2"/>',
    );
    const result = await readTimetable(memorySource(Buffer.from(xml)), limits);
    const { classes = [] } = result.kind === 'timetable' ? result.timetable : {};
    expect(classes.map(({ name, establishment }) => [name, establishment])).toEqual([
      ['6A', undefined],
      ['2GT1', 2],
    ]);
  });

  it('reports each bad row and goes on', async () => {
    const { timetable, problems } = await readOk('row-problems.xml');
    expect(problems).toEqual([
      'year_date_unreadable 4 DateDebut=2025-02-30',
      'year_date_unreadable 4 DateFin=31/08/2026',
      'grid_unreadable 5 DureePlace=une heure',
      'open_day_unreadable 6 8',
      'place_duplicate 9 0',
      'place_unreadable 10 1=matin',
      'name_missing 14 Matiere 5',
      'ident_unreadable 16 Professeur=',
      'birth_date_unreadable 17 Professeur 2',
      'name_missing 19 Classe 2',
      'reference_unreadable 19 Classe/PartieDeClasse=-1',
      'reference_unreadable 20 Groupe/PartieDeClasse=',
      'birth_date_missing 22 7',
      'membership_date_unreadable 23 DateEntree=rentrée',
      'ident_unreadable 25 Eleve=4294967296',
      'course_slot_unreadable 28 Jour=lundi',
      'course_slot_unreadable 29 NombrePlaces=',
      'weeks_unreadable 30 SemainesAnnulation=toutes',
      'course_several_subjects 32 5',
      'weeks_unreadable 33 Professeur=18446744073709551616',
      'weeks_unreadable 34 Classe=',
      'reference_unreadable 35 Cours/Salle=B12',
      'section_missing - Salles',
      'place_missing 5 1',
    ]);
    expect(timetable.year).toEqual({ startsOn: '', endsOn: '', firstMonday: '2025-09-01' });
    expect(timetable.grid).toEqual({
      placeMinutes: 0,
      places: [{ startMinute: 480, endMinute: 540 }],
      openDays: [1],
    });
    expect(timetable.courses).toMatchObject([
      {
        subject: 6,
        cancelledWeeks: 0n,
        resources: [
          { kind: 'room', ident: NO_IDENT, weeks: 62n },
          { kind: 'group', ident: 2, weeks: 62n },
        ],
        unread: expect.arrayContaining(['weeks', 'teacher', 'class', 'room']),
      },
    ]);
    expect(timetable.unreadCourses).toMatchObject([
      { line: 28, day: undefined },
      { line: 29, placeCount: undefined },
    ]);
    expect(timetable.pupils).toMatchObject([
      { ident: 7, classes: [{ ident: 2, startsOn: '', endsOn: '2026-08-31', isUndated: true }] },
      // What has no number of its own is read like any other: nothing can refer to it.
      { ident: expect.any(Number) },
    ]);
  });

  it('reports the end of a place that it cannot read, and says so of the place; one without end is as long as the others', async () => {
    const xml = readFileSync(join(FIXTURES, 'ok/older-quirks.xml'), 'utf8').replace('"9h55"', '"9h5?"');
    const result = await readTimetable(memorySource(Buffer.from(xml)), limits);
    expect(result.kind === 'timetable' && result.timetable.grid.places.slice(1, 3)).toEqual([
      { startMinute: 540, endMinute: 595, isEndUnread: true },
      { startMinute: 610, endMinute: 665 },
    ]);
    expect(result.problems).toContainEqual(
      expect.objectContaining({ code: 'place_end_unreadable', value: '1=9h5?' }),
    );
  });

  it('counts occurrences it no longer keeps when the same problem comes back thousands of times', async () => {
    const xml = readFileSync(join(FIXTURES, 'ok/empty-sections.xml'), 'utf8').replace(
      '<Salles/>',
      `<Salles>${'<Salle Nom="B12"/>'.repeat(2500)}</Salles>`,
    );
    const result = await readTimetable(memorySource(Buffer.from(xml)), limits);
    expect(result.problems).toHaveLength(1001);
    expect(result.problems.at(-1)).toEqual({ code: 'ident_unreadable', occurrences: 1500 });
  });

  it('takes empty sections as they are: what they mean depends on what the school already has', async () => {
    const { timetable, problems } = await readOk('empty-sections.xml');
    expect(problems).toEqual([]);
    expect(timetable).toMatchObject({ subjects: [], classes: [], courses: [] });
    expect(timetable).not.toHaveProperty('establishments');
  });

  it('gives the same content the same SHA-256, and says when it differs', async () => {
    const [first, again, other] = [
      await read('ok/minimal.xml'),
      await read('ok/minimal.xml'),
      await read('ok/empty-sections.xml'),
    ];
    expect(first.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(again.sha256).toBe(first.sha256);
    expect(other.sha256).not.toBe(first.sha256);
  });
});

describe('Refusing a file that is no timetable', () => {
  it.each([
    ['truncated.xml', 'truncated', 4, undefined],
    ['mismatched-tag.xml', 'not_well_formed', 5, undefined],
    ['undefined-entity.xml', 'not_well_formed', 3, undefined],
    ['two-roots.xml', 'not_well_formed', 2, undefined],
    ['doctype.xml', 'doctype_forbidden', 2, undefined],
    ['entity-bomb.xml', 'doctype_forbidden', 6, undefined],
    ['unknown-namespace.xml', 'unknown_namespace', 2, 'http://example.org/timetable'],
    ['no-namespace.xml', 'unknown_namespace', 2, ''],
    ['edt-text-export.xml', 'wrong_root', 2, 'TABLE'],
    ['sts-exchange.xml', 'sts_emp_alone', undefined, undefined],
    ['academic-directory.xml', 'wrong_root', 2, 'ficAlimMENESR'],
    ['web-page.xml', 'wrong_root', 1, 'html'],
    ['encrypted-container.xml', 'encrypted_export', undefined, '« AutreENT »'],
    ['accents-lost.xml', 'encoding_invalid', 4, 'utf-8'],
    ['unsupported-encoding.xml', 'encoding_unsupported', undefined, 'EBCDIC-CP-FR'],
    ['spreadsheet.csv', 'not_a_timetable', undefined, 'table'],
    ['too-deep.xml', 'too_complex', 3, undefined],
  ])('says of %s that it is %s', async (name, code, line, value) => {
    const result = await read(`not-ok/${name}`);
    if (result.kind !== 'unreadable') throw new Error(`${name} was read`);
    expect([result.code, result.line, result.value]).toEqual([code, line, value]);
  });

  it('says which program and which establishment an encrypted export comes from', async () => {
    expect(await read('not-ok/encrypted-container.xml')).toMatchObject({
      code: 'encrypted_export',
      software: 'EDT Monoposte 2026 - 0.1.2',
      uai: '9990001X',
    });
  });

  it.each([
    ['nothing', '', 'empty_file', undefined],
    ['blanks', ' \r\n\t', 'empty_file', undefined],
    ['zero bytes, as an interrupted copy leaves', '\0\0\0\0', 'not_a_timetable', undefined],
    ['a PDF', '%PDF-1.7', 'not_a_timetable', 'pdf'],
    ['an old spreadsheet', '\xd0\xcf\x11\xe0\xa1\xb1', 'not_a_timetable', 'office'],
    ['a gzip', '\x1f\x8b\x08', 'not_a_timetable', 'gzip'],
    ['a lone XML declaration', '<?xml version="1.0" encoding="UTF-8"?>', 'truncated', undefined],
  ])('recognises %s by its content', async (_what, content, code, value) => {
    const result = await readTimetable(memorySource(Buffer.from(content, 'latin1')), limits);
    expect(result).toMatchObject({ kind: 'unreadable', code, ...(value !== undefined && { value }) });
  });

  it('refuses more XML than the limit without reading it', async () => {
    const source = {
      sizeBytes: 2_000_000_000,
      read: (_position: number, length: number) => Promise.resolve(Buffer.alloc(length, '<')),
    };
    expect(await readTimetable(source, limits)).toMatchObject({ code: 'too_large', value: '10000000' });
  });

  it('refuses a tag or a comment of a size that no export has', async () => {
    const start = '<ExportEmploiDuTemps xmlns="http://www.index-education.com/exportemploidutemps"';
    for (const rest of [` UAI="${'x'.repeat(100_000)}"/>`, `><!--${'x'.repeat(3_000_000)}`]) {
      const result = await readTimetable(memorySource(Buffer.from(start + rest)), limits);
      expect(result).toMatchObject({ kind: 'unreadable', code: 'too_complex' });
    }
  });
});

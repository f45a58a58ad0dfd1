// A school's own files as its directory: looked at, confirmed, loaded.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { startTestApi, type TestApi } from '../../support/api.js';
import { declareCampus, declareSchool } from '../../support/campus.js';
import { at, textAt } from '../../support/json-at.js';
import { rowsOf } from '../../support/rows.js';
import { zippedFiles } from '../../support/zipped.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await declareSchool(api, 'CSV', '9990001X');
  await declareCampus(api, 'CITE', [
    { code: 'clg', uai: '9990001X', name: 'Collège' },
    { code: 'lyc', uai: '9990002Y', name: 'Lycée' },
  ]);
});
afterAll(() => api.stop());

const pupils = (count: number, className = '6A'): string =>
  [
    'Nom;Prénom;Date de naissance;Classe',
    ...Array.from({ length: count }, (_, index) => `NOM${index};Zoé;06/05/2014;${className}`),
  ].join('\n');

const send = (
  content: string | Uint8Array<ArrayBuffer>,
  fields: { name?: string; establishment?: string; list?: string; campus?: string } = {},
) => {
  const { name = 'eleves.csv', campus = 'CSV', ...others } = fields;
  const form = new FormData();
  form.append('file', new Blob([content]), name);
  for (const [field, value] of Object.entries(others)) form.append(field, value);
  return api.call('POST', `/campuses/${campus}/directory/uploads`, { token: api.operator, form });
};
const apply = (id: string, body: unknown = {}, campus = 'CSV') =>
  api.send('POST', `/campuses/${campus}/directory/uploads/${id}/apply`, body);
const loaded = async (...sent: Parameters<typeof send>): Promise<unknown> => {
  const preview = await send(...sent);
  if (preview.status !== 201) throw new Error(JSON.stringify(preview.body));
  const { status, body } = await apply(
    textAt(preview.body, 'id'),
    { confirm: at(preview.body, 'confirm') },
    sent[1]?.campus,
  );
  expect(status).toBe(200);
  return body;
};
const state = async (campus = 'CSV') => (await api.get(`/campuses/${campus}/directory`)).body;

describe('a table of pupils', () => {
  it('is shown before it changes anything, then loaded, and is gone then', async () => {
    const { status, body } = await send(`${pupils(12)}\nSANS;;06/05/2014;6A`);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{ source: 'csv', fileName: 'eleves.csv', establishment: 'CSV', needsSecondConfirmation: false },
      kinds: {
        pupils: { known: 0, present: 12, created: 12, changed: 0, gone: 0 },
        classes: { created: 1, examples: { created: [{ label: '6A' }] } },
      },
      problems: [{ file: null, line: 14, message: 'Le prénom manque : la ligne est laissée de côté.' }],
      message: 'Ce que ferait ce fichier : 12 élèves ajoutés et 1 classe ajoutée.',
    });
    expect(at(await state(), 'pupils')).toMatchObject({ count: 0, source: null });
    const id = textAt(body, 'id');
    expect((await apply(id)).body).toMatchObject({ pupils: { created: 12 }, classes: { created: 1 } });
    expect((await apply(id)).status).toBe(404);
    expect(at(await state(), 'pupils')).toMatchObject({
      ...{ count: 12, source: 'csv', sourceLabel: 'un tableau (CSV)' },
      sources: [{ source: 'csv', establishment: null }],
    });
    expect(await rowsOf(api.database.sql, 'SELECT id FROM directory_upload')).toEqual([]);
    expect(await readdir(api.files.spoolDirectory)).toEqual([]);
  });

  it('loaded again changes nothing, and a corrected one changes what differs, under the same ids', async () => {
    const ids = () =>
      rowsOf(api.database.sql, `SELECT ent_id FROM person WHERE campus_code = 'CSV' ORDER BY 1`);
    await loaded(pupils(12));
    const before = await ids();
    expect(await loaded(pupils(12))).toMatchObject({ pupils: { unchanged: 12, created: 0, updated: 0 } });
    const { body } = await send(pupils(12).replace('NOM3;Zoé;06/05/2014;6A', 'NOM3;Zoé;06/05/2014;6B'));
    expect(at(body, 'kinds.pupils')).toMatchObject({
      changed: 1,
      examples: {
        changed: [{ label: 'NOM3 Zoé', changes: [{ label: 'Classe', before: '6A', after: '6B' }] }],
      },
    });
    await apply(textAt(body, 'id'));
    expect(await ids()).toEqual(before);
  });

  it('that would take more than a fifth away asks a second time, and tells how many', async () => {
    await loaded(pupils(12));
    const { body } = await send(pupils(8));
    expect(body).toMatchObject({ needsSecondConfirmation: true, confirm: 'pupils:4' });
    expect(at(body, 'message')).toMatch(/retirerait de l’annuaire 4 élèves sur 12/);
    const id = textAt(body, 'id');
    const refused = await apply(id);
    expect([refused.status, at(refused.body, 'code')]).toEqual([409, 'directory_emptied']);
    expect((await api.get(`/campuses/CSV/directory/uploads/${id}`)).status).toBe(200);
    expect((await apply(id, { confirm: 'pupils:4' })).body).toMatchObject({ pupils: { removed: 4 } });
  });

  it('without a single row is refused: it empties nothing', async () => {
    await loaded(pupils(12));
    for (const text of ['Nom;Prénom;INE\n', 'Nom;Prénom;INE\n;;\n', '\n']) {
      const { status, body } = await send(text);
      expect([status, at(body, 'code')]).toEqual([422, 'directory_unreadable']);
    }
    expect(at(await state(), 'pupils.count')).toBe(12);
    expect(await readdir(api.files.spoolDirectory)).toEqual([]);
  });

  it('is found without accents', async () => {
    await loaded(`Nom;Prénom;INE;Classe\nLÉGER-NOËL;Agnès;0123;6A`);
    const { body } = await api.get('/campuses/CSV/directory/pupils?q=leger%20agnes');
    expect(body).toMatchObject({
      total: 1,
      items: [{ lastName: 'LÉGER-NOËL', firstName: 'Agnès', className: '6A' }],
    });
    const { body: page } = await api.get('/campuses/CSV/directory/classes?limit=1');
    const next = await api.get(
      `/campuses/CSV/directory/classes?limit=1&cursor=${textAt(page, 'nextCursor')}`,
    );
    expect([at(page, 'items.0.name'), at(next.body, 'items.0.name')]).toEqual(['6A', '6B']);
  });
});

describe('sources that are combined', () => {
  const sts = (uai: string, teachers: string, divisions: string) =>
    `<?xml version="1.0" encoding="UTF-8"?><STS_EDT><PARAMETRES><UAJ CODE="${uai}"/></PARAMETRES>
     <DONNEES><INDIVIDUS>${teachers}</INDIVIDUS><STRUCTURE><DIVISIONS>${divisions}</DIVISIONS></STRUCTURE></DONNEES></STS_EDT>`;
  const teacher = (id: string, name: string) =>
    `<INDIVIDU ID="${id}"><NOM_USAGE>${name}</NOM_USAGE><PRENOM>Élise</PRENOM></INDIVIDU>`;
  const siecle = (id: string, ine: string) =>
    `<?xml version="1.0" encoding="UTF-8"?><BEE_ELEVES><PARAMETRES><UAJ>9990001X</UAJ></PARAMETRES><DONNEES><ELEVES>
     <ELEVE ELEVE_ID="${id}"><ID_NATIONAL>${ine}</ID_NATIONAL><NOM>PETIT</NOM><PRENOM>Zoé</PRENOM><DATE_NAISS>06/05/2014</DATE_NAISS></ELEVE>
     </ELEVES><STRUCTURES><STRUCTURES_ELEVE ELEVE_ID="${id}"><STRUCTURE><CODE_STRUCTURE>6A</CODE_STRUCTURE>
     <TYPE_STRUCTURE>D</TYPE_STRUCTURE></STRUCTURE></STRUCTURES_ELEVE></STRUCTURES></DONNEES></BEE_ELEVES>`;
  const people = () =>
    rowsOf(
      api.database.sql,
      `SELECT ent_id, last_name, birth_date::text, idpn, sts_id, national_id, siecl_id, class_ent_id, listed_by
         FROM person WHERE campus_code = 'CITE' AND present ORDER BY kind, last_name`,
    );

  it('each own what they give, and leave ids and fields of others', async () => {
    await api.send('PUT', '/campuses/CITE/directory', {
      teachers: [{ id: 't1', lastName: 'DURAND', firstName: 'Élise', birthDate: '1980-01-02', idpn: 'I1' }],
      pupils: [{ id: 'p1', lastName: 'PETIT', firstName: 'Zoé', birthDate: '2014-05-06', classId: 'c1' }],
      classes: [{ id: 'c1', name: '6a', establishment: 'clg' }],
      users: [],
    });
    const file = { campus: 'CITE', name: 'f.xml' };
    await loaded(sts('9990001X', teacher('11', 'DURAND'), '<DIVISION CODE="6A"/>'), file);
    await loaded(
      sts('9990002Y', teacher('11', 'DURAND') + teacher('12', 'NOËL'), '<DIVISION CODE="2B"/>'),
      file,
    );
    await loaded(siecle('7', '0123A'), file);
    expect(await people()).toMatchObject([
      {
        ...{ ent_id: 'p1', last_name: 'PETIT', national_id: '0123A', siecl_id: '7', class_ent_id: 'c1' },
        listed_by: ['CITE/clg'],
      },
      {
        ...{ ent_id: 't1', last_name: 'DURAND', birth_date: '1980-01-02', idpn: 'I1', sts_id: '11' },
        listed_by: ['CITE/clg', 'CITE/lyc'],
      },
      { last_name: 'NOËL', sts_id: '12', listed_by: ['CITE/lyc'] },
    ]);
    expect(await state('CITE')).toMatchObject({
      teachers: {
        count: 2,
        source: 'sts',
        sources: [{ establishment: 'lyc' }, { establishment: 'clg' }, {}],
      },
      pupils: { count: 1, source: 'siecle' },
      classes: { count: 2 },
    });
    // A file of the collège alone takes nobody of the lycée away.
    const { body } = await send(sts('9990001X', teacher('13', 'AUTRE'), '<DIVISION CODE="6A"/>'), file);
    expect(body).toMatchObject({ establishment: 'clg', kinds: { teachers: { created: 1, gone: 0 } } });
  });

  it('of STSWEB are kept for the year of which they say they are: timetables for STSWEB refer to them', async () => {
    const kept = () =>
      rowsOf(
        api.database.sql,
        `SELECT establishment_id, start_year, content -> 'divisions' AS divisions FROM stsweb_export`,
      );
    const text = sts('9990002Y', teacher('11', 'DURAND'), '<DIVISION CODE="2A"/>').replace(
      '</PARAMETRES>',
      '<ANNEE_SCOLAIRE ANNEE="2026"/></PARAMETRES>',
    );
    const { body } = await send(text, { campus: 'CITE', name: 'sts_emp.xml' });
    expect(textAt(body, 'message')).toContain('emplois du temps pour STSWEB (emp_sts) de 2026-2027');
    expect(await kept()).toEqual([]);
    await apply(textAt(body, 'id'), { confirm: at(body, 'confirm') }, 'CITE');
    expect(await kept()).toEqual([{ establishment_id: 'CITE/lyc', start_year: 2026, divisions: ['2A'] }]);
  });

  it('are those of an establishment: the file says of which, or the person does', async () => {
    const codeOf = async (...sent: Parameters<typeof send>) => {
      const { status, body } = await send(...sent);
      return [status, at(body, status === 201 ? 'establishment' : 'code')];
    };
    const file = { campus: 'CITE', name: 'f.xml' };
    expect(await codeOf(pupils(1), { campus: 'CITE' })).toEqual([422, 'unknown_establishment']);
    expect(await codeOf(pupils(1), { campus: 'CITE', establishment: 'lyc' })).toEqual([201, 'lyc']);
    expect(await codeOf(sts('9990002Y', teacher('1', 'A'), ''), file)).toEqual([422, 'directory_unreadable']);
    const lycee = sts('9990002Y', teacher('1', 'A'), '<DIVISION CODE="2B"/>');
    expect(await codeOf(lycee, file)).toEqual([201, 'lyc']);
    expect(await codeOf(lycee, { ...file, establishment: 'clg' })).toEqual([422, 'unknown_establishment']);
    expect(await codeOf(lycee, { name: 'f.xml' })).toEqual([422, 'unknown_establishment']);
  });
});

describe('a directory file', () => {
  it('may be an archive of several tables', async () => {
    const zip = await zippedFiles({
      'enseignants.csv': 'Nom;Prénom\nDURAND;Élise\n',
      'personnels.csv': 'Nom;Prénom;Courriel\nLÉGER;Agnès;agnes@example.org\n',
    });
    const { body } = await send(new Uint8Array(zip), { name: 'annuaire.zip' });
    expect(at(body, 'kinds')).toMatchObject({ teachers: { created: 1 }, users: { created: 1 } });
  });

  it('has templates that its reader takes', async () => {
    for (const list of ['teachers', 'pupils', 'classes', 'users']) {
      const { body, headers } = await api.get(`/campuses/CSV/directory/templates/${list}`);
      expect(headers.get('content-type')).toMatch('text/csv');
      expect((await send(String(body), { name: 'modele.csv', list })).status).toBe(201);
    }
    expect((await api.get('/campuses/CSV/directory/templates/rooms')).status).toBe(404);
  });

  it('is kept with nineteen others of the school: before that they are forgotten ones', async () => {
    const sent = async () => textAt((await send(pupils(2))).body, 'id');
    const [first, second] = [await sent(), await sent()];
    for (let i = 0; i < 19; i += 1) await sent();
    const status = async (id: string) => (await api.get(`/campuses/CSV/directory/uploads/${id}`)).status;
    expect([await status(first), await status(second)]).toEqual([404, 200]);
  });

  it('is nobody else’s, and can be dropped', async () => {
    const { body } = await send(pupils(12));
    const id = textAt(body, 'id');
    const other = await api.signIn('manager', 'CITE');
    expect((await api.call('GET', `/campuses/CSV/directory/uploads/${id}`, { token: other })).status).toBe(
      403,
    );
    expect((await api.get(`/campuses/CITE/directory/uploads/${id}`)).status).toBe(404);
    expect((await api.send('DELETE', `/campuses/CSV/directory/uploads/${id}`)).status).toBe(204);
    expect((await api.get(`/campuses/CSV/directory/uploads/${id}`)).status).toBe(404);
  });
});

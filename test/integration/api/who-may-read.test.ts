// Who may ask for what, and what they are told: every route of the published contract, with every kind of account. A route to
// come fails here until it is said who may use it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { completeAcademy, entDirectory, exportBytes, makeSchool } from '@timetable/generator';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestApi, type TestApi } from '../../support/api.js';
import { declareSchool, openSchoolYear } from '../../support/campus.js';
import { DirectImports } from '../../support/direct-imports.js';
import { textAt } from '../../support/json-at.js';
import { LEAST_ROLE } from '../../support/least-role.js';
import { letInDepositor, openDepositAccount } from '../../support/let-in-depositor.js';
import { once } from '../../support/once.js';
import { PublishedContract } from '../../support/published-contract.js';
import { rowsOf } from '../../support/rows.js';
import { addressOf, everythingReadBy } from '../../support/routes-of-api.js';
import { zippedAcademy } from '../../support/zipped.js';

const RANKS = ['viewer', 'manager', 'operator'];

const UAI = '9990001X';
/** Teachers whom nothing tells but their name and birth date, and one of each identifier: nobody knows them. */
const STRANGERS = [
  'Nom="QUIDAM" Prenom="Zoé" DateNaissance="1961-02-03"',
  'Nom="QUIDAM" Prenom="Luc" IDSTS="STS77001"',
  'Nom="QUIDAM" Prenom="Ada" IDPN="IDPN77002"',
];

let api: TestApi;
let imports: DirectImports;
let examples: string;
beforeAll(async () => {
  api = await startTestApi({ EXAMPLE_FILES: await exampleFiles() });
  await declareSchool(api, 'AUTRE', '0134567B');
  imports = await DirectImports.create(api.database, 'CITE', {
    now: api.clock.now(),
    establishments: [{ code: 'college', uai: UAI, proposedYear: YEAR }],
    files: api.files,
  });
});
afterAll(async () => {
  await imports.close();
  await api.stop();
  await rm(examples, { recursive: true, force: true });
});

async function exampleFiles(): Promise<string> {
  examples = await mkdtemp(join(tmpdir(), 'examples-'));
  await mkdir(join(examples, 'CITE'));
  await writeFile(join(examples, 'CITE', 'exemple.zip'), 'an export');
  await writeFile(join(examples, 'secret.txt'), 'of nobody');
  return examples;
}

const YEAR = { label: '2026-2027', startsOn: '2026-09-01', endsOn: '2027-07-31' };

/** A college that was imported, with strangers and doubtful people in its file, and one whose next file waits for a decision. */
const college = once(async () => {
  const school = makeSchool({
    ...{ pupils: 40, classes: 2, groups: 5, teachers: 8, courses: 40, seed: 3 },
    ...{ uai: UAI, zone: 'B', schoolYear: YEAR.label },
  });
  const xml = (await exportBytes(school, { zip: false })).toString();
  let stranger = 0;
  const file = xml.replaceAll(/(<Professeur Ident="\d+") Nom=[^/]*/g, (row, start: string) => {
    const who = STRANGERS[stranger];
    stranger += 1;
    return who === undefined ? row : `${start} ${who}`;
  });
  const directory = entDirectory(school, { establishment: 'college', unknownPupils: 3 });
  const underIdsOfTheEnt = <Person extends { id: string }>(
    people: readonly Person[],
    kind: string,
  ): Person[] => people.map((person, index) => ({ ...person, id: `ent-${kind}-${index}` }));
  await imports.replaceDirectory([
    {
      classes: directory.classes,
      teachers: underIdsOfTheEnt(directory.teachers, 'enseignant'),
      pupils: underIdsOfTheEnt(directory.pupils, 'eleve'),
    },
  ]);
  const done = await imports.importByHand(Buffer.from(file));
  await imports.import(Buffer.from(file.replaceAll(/(DateNaissance)="[^"]*"/g, '$1="31/02/1961"')));
  const later = Buffer.from(file.replaceAll(/<Salle Ident="\d+" Semaines="[^"]*"\/>/g, ''));
  const { id: held } = await imports.import(later, { origin: 'manual' });
  const planted = [
    ...school.pupils.flatMap(({ birthDate, nationalId, sieclId, idpn }) => [
      birthDate,
      nationalId,
      sieclId,
      idpn,
    ]),
    ...['1961-02-03', '31/02/1961', 'STS77001', 'IDPN77002'],
    ...school.teachers.flatMap(({ stsId, idpn }) => [stsId, idpn]),
  ];
  return { planted, imports: [done.id, held], received: await receivedFiles() };
});

/** Directories that were sent, and that nobody has confirmed. */
async function receivedFiles() {
  const sent = async (path: string, content: Blob, name: string): Promise<string> => {
    const form = new FormData();
    form.append('file', content, name);
    return textAt((await api.call('POST', path, { token: api.operator, form })).body, 'id');
  };
  const academy = await zippedAcademy(completeAcademy({ schools: 1, pupils: 6 }, '20260901'));
  return {
    uploadId: await sent('/campuses/CITE/directory/uploads', new Blob(['Classe\n6A\n']), 'classes.csv'),
    feedId: await sent('/operator/directory', new Blob([new Uint8Array(academy)]), 'academie.zip'),
  };
}

const contract = once(() => PublishedContract.of(api.url));
const operations = async () => (await contract()).operations;

const people = once(async () => ({
  viewer: await api.signIn('viewer', 'CITE'),
  manager: await api.signIn('manager', 'CITE'),
  otherViewer: await api.signIn('viewer', 'AUTRE'),
  otherManager: await api.signIn('manager', 'AUTRE'),
}));

async function statusOf(
  operation: string,
  token?: string,
  more: Readonly<Record<string, string>> = {},
): Promise<number> {
  const [method = '', path = ''] = operation.split(' ');
  const { imports: ids, received } = await college();
  const answer = await fetch(`${api.url}/api/v1${addressOf(path, { importId: ids[0] ?? '', ...received })}`, {
    method,
    headers: {
      connection: 'close',
      ...more,
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
  });
  await answer.body?.cancel();
  return answer.status;
}

async function statusesOf(which: readonly string[], token?: string): Promise<[string, number][]> {
  const statuses: [string, number][] = [];
  for (const operation of which) statuses.push([operation, await statusOf(operation, token)]);
  return statuses;
}

/** Who manages the other campus has what its neighbour's ids name: sessions, accounts, matches, people. */
const strangerIds = once(async () => {
  await college();
  const login = await openDepositAccount(api, 'CITE');
  const sessions = await api.get('/establishments/CITE/college/sessions?from=2026-12-01&to=2026-12-05');
  const matches = await api.get('/campuses/CITE/matches?kind=teacher');
  await openSchoolYear(api, 'AUTRE');
  return {
    login,
    session: textAt(sessions.body, '0.id'),
    key: encodeURIComponent(textAt(matches.body, 'items.0.key')),
  };
});

const refused = (which: readonly string[], status: number) => which.map((operation) => [operation, status]);

describe('who may ask for what', () => {
  it('is said of every route', async () => {
    expect(Object.values(LEAST_ROLE).flat().toSorted()).toEqual(await operations());
  });

  it('is nobody who has not signed in', async () => {
    const closed = Object.entries(LEAST_ROLE).flatMap(([role, which]) => (role === 'public' ? [] : which));
    expect(await statusesOf(closed)).toEqual(refused(closed, 401));
    expect(await statusesOf(closed, 'not.a.token')).toEqual(refused(closed, 401));
  });

  it.each(['viewer', 'manager'] as const)('is no %s for what asks for more', async (role) => {
    const above = RANKS.slice(RANKS.indexOf(role) + 1).flatMap((more) => LEAST_ROLE[more] ?? []);
    expect(await statusesOf(above, (await people())[role])).toEqual(refused(above, 403));
  });

  it.each(['otherViewer', 'otherManager'] as const)('is nobody of another campus: %s', async (who) => {
    const ofCampus = [...(LEAST_ROLE['viewer'] ?? []), ...(LEAST_ROLE['manager'] ?? [])];
    expect(await statusesOf(ofCampus, (await people())[who])).toEqual(refused(ofCampus, 403));
  });

  it('is each for what their role is enough for', async () => {
    const { viewer, manager } = await people();
    const readings = (role: string) =>
      (LEAST_ROLE[role] ?? []).filter((operation) => operation.startsWith('GET'));
    for (const [role, token] of [
      ['viewer', viewer],
      ['viewer', manager],
      ['manager', manager],
      ['operator', api.operator],
    ] as const) {
      expect(await statusesOf(readings(role), token)).toEqual(refused(readings(role), 200));
    }
  });
});

describe('a file of example', () => {
  it('is given by its name alone, to its campus alone', async () => {
    const read = (name: string, campus = 'CITE') =>
      api.get(`/campuses/${campus}/example-files${name === '' ? '' : `/${encodeURIComponent(name)}`}`);
    expect((await read('')).body).toEqual({ items: [{ name: 'exemple.zip', sizeBytes: 9 }] });
    expect((await read('exemple.zip')).body).toBe('an export');
    for (const name of ['../secret.txt', 'other.zip']) expect((await read(name)).status).not.toBe(200);
    expect((await read('', 'AUTRE')).body).toEqual({ items: [] });
  });
});

describe('whom the link of a depositor’s mail has let in', () => {
  /** The link, and the cookie of who followed it. */
  const letIn = once(async () => {
    const { login } = await strangerIds();
    return letInDepositor(api, login);
  });

  it('reaches no other route, whichever way it shows its link or its cookie', async () => {
    const { link, cookie } = await letIn();
    const closed = (await operations()).filter(
      (operation) =>
        ![...(LEAST_ROLE['public'] ?? []), ...(LEAST_ROLE['depositor'] ?? [])].includes(operation),
    );
    for (const token of [link, cookie]) {
      expect(await statusesOf(closed, token)).toEqual(refused(closed, 401));
      for (const name of ['session', 'depositor']) {
        const statuses = await Promise.all(
          closed.map(async (each) => [each, await statusOf(each, undefined, { cookie: `${name}=${token}` })]),
        );
        expect(statuses).toEqual(refused(closed, 401));
      }
    }
  });

  it('is no member of staff there either: their sessions open nothing of a depositor', async () => {
    const own = LEAST_ROLE['depositor'] ?? [];
    for (const cookie of [`session=${api.operator}`, `depositor=${api.operator}`])
      for (const operation of own) expect(await statusOf(operation, undefined, { cookie })).toBe(401);
    expect(await statusesOf(own, api.operator)).toEqual(refused(own, 401));
  });
});

describe('an id of another campus, named under one’s own', () => {
  it('is not there: nothing is read, and nothing changes', async () => {
    const { login, session, key } = await strangerIds();
    const { otherManager: token } = await people();
    const before = await rowsOf(api.database.sql, NEIGHBOUR);
    for (const [method, path, json, expected = 404] of [
      ['PATCH', `/establishments/AUTRE/AUTRE/sessions/${session}`, { rooms: ['B12'] }],
      ['PATCH', `/campuses/AUTRE/deposit-accounts/${login}`, { notify: true }],
      ['POST', `/campuses/AUTRE/deposit-accounts/${login}/password`, undefined],
      ['DELETE', `/campuses/AUTRE/deposit-accounts/${login}`, undefined],
      ['PUT', `/campuses/AUTRE/matches/teacher/${key}`, { targetId: null }],
      ['DELETE', `/campuses/AUTRE/matches/teacher/${key}`, undefined],
      [
        'PUT',
        '/campuses/AUTRE/matches',
        [{ kind: 'teacher', key: decodeURIComponent(key), targetId: null }],
        400,
      ],
      ['POST', '/campuses/AUTRE/deposit-accounts', { userId: 'secretariat' }, 422],
      ['GET', '/establishments/AUTRE/college/groups', undefined],
    ] as const) {
      const { status } = await api.call(method, path, { token, json });
      expect([method, path, status]).toEqual([method, path, expected]);
    }
    expect(await rowsOf(api.database.sql, NEIGHBOUR)).toEqual(before);
  });
});

/** All that the requests above could have changed. */
const NEIGHBOUR = `
  SELECT to_jsonb(row)::text AS row FROM session AS row WHERE campus_code = 'CITE'
  UNION ALL SELECT to_jsonb(row)::text FROM deposit_account AS row
  UNION ALL SELECT to_jsonb(row)::text FROM match AS row ORDER BY row`;

async function readBy(token: string, ...roles: readonly string[]): Promise<Map<string, string>> {
  const { imports: ids, received } = await college();
  return everythingReadBy(
    api.url,
    { token, roles },
    { idsToRead: ids.map((importId) => ({ importId, ...received })), contract: await contract() },
  );
}

/** Where which of the planted identifiers stands. */
async function tellingOf(read: ReadonlyMap<string, string>): Promise<[string, string][]> {
  const { planted } = await college();
  return [...read].flatMap(([address, text]) =>
    planted.filter((value) => text.includes(value)).map((value): [string, string] => [address, value]),
  );
}

describe('what is read', () => {
  it('is held to what is published of it: another type, a field that is missing or that nobody announced', async () => {
    const published = await contract();
    const campus = { code: 'A', name: 'A', academicZone: null, formats: ['edt'], establishments: [] };
    const page = (item: object) => ({ items: [item], nextCursor: null, total: 1 });
    expect(published.misfits('GET /campuses', page(campus))).toEqual([]);
    for (const wrong of [
      { ...campus, name: 1 },
      { ...campus, name: undefined },
      { ...campus, secret: 'x' },
    ])
      expect(published.misfits('GET /campuses', page(wrong))).toHaveLength(1);
  });
});

describe('birth dates, national ids and other identifiers of people', () => {
  it('are in no answer to a viewer', async () => {
    const { viewer } = await people();
    const read = await readBy(viewer, 'viewer');
    expect(await tellingOf(read)).toEqual([]);
    // The search sees what it has to: who is shown there.
    expect([...read.values()].filter((text) => text.includes('QUIDAM')).length).toBeGreaterThan(5);
  });

  it('are, for managers and operators, in the file itself and in the keys of matches alone', async () => {
    const { manager } = await people();
    const ofManagers = await tellingOf(await readBy(manager, 'viewer', 'manager'));
    const addresses = ofManagers.map(([address]) => address.replace(/.*\/(source|matches)\*\/\*$/, '$1'));
    expect([...new Set(addresses)].toSorted()).toEqual(['matches', 'source']);
    expect(await tellingOf(await readBy(api.operator, 'operator'))).toEqual([]);
  });
});

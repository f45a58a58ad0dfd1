// A person who leaves the school leaves its directory: the account suspends itself, at the API as at the door.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestApi, type TestApi } from '../../support/api.js';
import { declareSchool, openSchoolYear } from '../../support/campus.js';
import { at, textAt } from '../../support/json-at.js';
import { DavClient } from '../../support/webdav/dav-client.js';
import { DoorProcess } from '../../support/webdav/door-process.js';

const CAMPUS = 'JAURES';
const ACCOUNTS = `/campuses/${CAMPUS}/deposit-accounts`;
const MARIE = { id: 'u1', firstName: 'Marie', lastName: 'Dupont', email: 'marie@example.org' };
const JEAN = { id: 'u2', firstName: 'Jean', lastName: 'Autre', email: 'jean@example.org' };

let api: TestApi;
let door: DoorProcess;
let storageDirectory: string;

beforeAll(async () => {
  api = await startTestApi();
  await declareSchool(api, CAMPUS);
  await openSchoolYear(api, CAMPUS);
  storageDirectory = await mkdtemp(join(tmpdir(), 'deposit-suspension-'));
  door = await DoorProcess.start({
    databaseUrl: api.databaseUrl,
    variables: { STORAGE_URL: `file:${storageDirectory}` },
  });
});

afterAll(async () => {
  try {
    await door.stop();
    await api.stop();
  } finally {
    await rm(storageDirectory, { recursive: true, force: true });
  }
});

async function putDirectory(...users: readonly object[]): Promise<void> {
  expect((await api.send('PUT', `/campuses/${CAMPUS}/directory`, { users })).status).toBe(200);
}

async function isShownSuspended(): Promise<unknown> {
  return at((await api.get(ACCOUNTS)).body, 'items.0.suspended');
}

it('suspended by a directory without its user, an account is refused and shown as such, until the user is back', async () => {
  await putDirectory(MARIE, JEAN);
  const { body } = await api.send('POST', ACCOUNTS, { userId: MARIE.id, notify: false });
  const client = new DavClient(door.port, textAt(body, 'login'), textAt(body, 'password'));
  const put = async (): Promise<[number, string]> => {
    const answer = await client.put(`/webdav/${CAMPUS}/notes.txt`, 'x');
    return [answer.status, answer.body.toString()];
  };
  expect(await put()).toEqual([201, expect.stringContaining('non déposé')]);
  expect(await isShownSuspended()).toBe(false);

  await putDirectory(JEAN);
  expect(await isShownSuspended()).toBe(true);
  expect(await put()).toEqual([
    403,
    'Ce compte d’accès est suspendu : son utilisateur ne figure plus dans l’annuaire. ' +
      'Le gestionnaire de vie scolaire peut créer un autre compte.\n',
  ]);

  await putDirectory(MARIE, JEAN);
  expect(await isShownSuspended()).toBe(false);
  expect(await put()).toEqual([204, '']);
});

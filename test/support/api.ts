import type * as Api from '@timetable/api';
import { createClock, readSettings, type Clock } from '@timetable/settings';
import { hashPassword, StaffAccountRepository, type Database } from '@timetable/persistence';
import { createFileStore, type FileStore } from '@timetable/storage';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textAt } from './json-at.js';
import { createTestDatabase, type TestDatabase } from './postgres.js';
import { restCall, type Answer, type ApiCall } from './rest-call.js';

/** Accounts of tests are not worth guessing. */
const TEST_COST = { N: 16, r: 1, p: 1 };

export const ADMIN_PASSWORD = 'operator-password';

/** A running API on its own database, port and directory: in `beforeAll`. */
export interface TestApi {
  readonly url: string;
  readonly database: Database;
  readonly databaseUrl: string;
  readonly files: FileStore;
  readonly clock: Clock;
  /** `SESSION_SECRET`. */
  readonly secret: string;
  /** Token of the first operator. */
  readonly operator: string;
  readonly call: (method: string, path: string, call?: ApiCall) => Promise<Answer>;
  /** As the operator. */
  readonly get: (path: string) => Promise<Answer>;
  readonly send: (
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    json?: unknown,
  ) => Promise<Answer>;
  /** A new account of that role, signed in: its token. */
  readonly signIn: (role: 'manager' | 'viewer', campus: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

/**
 * Some of Nest's satellites are CommonJS and require its ESM core: Jest only allows that once the core is loaded, hence
 * one after the other.
 */
async function loadApi(): Promise<typeof Api> {
  await import('@nestjs/common');
  await import('@nestjs/core');
  return import('@timetable/api');
}

/** @param given on that database, which goes with it */
export async function startTestApi(
  env: Readonly<Record<string, string>> = {},
  ports: Pick<Api.Ports, 'depositTimeLimits' | 'feedPace' | 'passwordCost' | 'consoleDirectory'> = {},
  given?: TestDatabase,
): Promise<TestApi> {
  const test = given ?? (await createTestDatabase());
  const { database } = test;
  const directory = await mkdtemp(join(tmpdir(), 'api-'));
  const settings = readSettings({
    DATABASE_URL: test.url,
    STORAGE_URL: `file:${directory}`,
    SESSION_SECRET: 'a secret of thirty-two characters',
    ADMIN_PASSWORD,
    // Nobody listens there: the API has to live without Temporal.
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    LOG_LEVEL: 'silent',
    CLOCK: '2026-11-24T08:00:00+01:00',
    ...env,
  });
  const clock = createClock(settings.CLOCK);
  const files = createFileStore(settings.STORAGE_URL);
  const { createApi } = await loadApi();
  const app = await createApi({ settings, clock, database, files, passwordCost: TEST_COST, ...ports });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();

  const call = (method: string, path: string, options: ApiCall = {}) => restCall(url, method, path, options);
  const logIn = async (login: string, password: string): Promise<string> =>
    textAt((await call('POST', '/auth/login', { json: { login, password } })).body, 'token');
  const operator = await logIn('admin', ADMIN_PASSWORD);
  return {
    url,
    database,
    databaseUrl: test.url,
    files,
    clock,
    secret: settings.SESSION_SECRET,
    operator,
    call,
    get: (path) => call('GET', path, { token: operator }),
    send: (method, path, json) => call(method, path, { token: operator, json }),
    signIn: async (role, campus) => {
      const login = `${role}.${campus.toLowerCase()}`;
      await new StaffAccountRepository(database).create(
        {
          login,
          name: login,
          role,
          campusCode: campus,
          passwordHash: await hashPassword('password', TEST_COST),
        },
        { login: 'test', at: clock.now() },
      );
      return logIn(login, 'password');
    },
    stop: async () => {
      await app.close();
      await test.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

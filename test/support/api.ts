import type * as Api from '@timetable/api';
import { createClock, readSettings, type Clock } from '@timetable/contracts';
import { hashPassword, StaffAccountRepository, type Database } from '@timetable/persistence';
import { createFileStore, type FileStore } from '@timetable/storage';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textAt } from './json-at.js';
import { createTestDatabase } from './postgres.js';

export const ADMIN_PASSWORD = 'operator-password';

/** What every test reads of an answer: its status, headers and body, JSON when it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface ApiCall {
  readonly token?: string;
  readonly json?: unknown;
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A running API on its own database, port and directory: in `beforeAll`. */
export interface TestApi {
  readonly url: string;
  readonly database: Database;
  readonly files: FileStore;
  readonly clock: Clock;
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

export async function startTestApi(env: Readonly<Record<string, string>> = {}): Promise<TestApi> {
  const test = await createTestDatabase();
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
  const app = await createApi({ settings, clock, database, files });
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();

  const call = (method: string, path: string, options: ApiCall = {}) => request(url, method, path, options);
  const logIn = async (login: string, password: string): Promise<string> =>
    textAt((await call('POST', '/auth/login', { json: { login, password } })).body, 'token');
  const operator = await logIn('admin', ADMIN_PASSWORD);
  return {
    url,
    database,
    files,
    clock,
    operator,
    call,
    get: (path) => call('GET', path, { token: operator }),
    send: (method, path, json) => call(method, path, { token: operator, json }),
    signIn: async (role, campus) => {
      const login = `${role}.${campus.toLowerCase()}`;
      await new StaffAccountRepository(database).create(
        { login, name: login, role, campusCode: campus, passwordHash: await hashPassword('password') },
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

/** Paths are under `/api/v1` unless they start with `//`, which means the root. */
async function request(url: string, method: string, path: string, options: ApiCall): Promise<Answer> {
  const { token, json, form, headers } = options;
  const response = await fetch(path.startsWith('//') ? url + path.slice(1) : `${url}/api/v1${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    ...(form === undefined ? {} : { body: form }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const body: unknown = isJson ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, body };
}

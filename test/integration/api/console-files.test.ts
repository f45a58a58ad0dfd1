// The console's files beside the API: what is cached, what is compressed, and which addresses are whose.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestApi, type TestApi } from '../../support/api.js';

const PAGE = '<!doctype html><title>Console</title>';
const SCRIPT = '/assets/index-abc123.js';

let api: TestApi;
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'console-'));
  await mkdir(join(directory, 'assets'));
  await writeFile(join(directory, 'index.html'), PAGE);
  for (const [suffix, content] of [
    ['', 'plain'],
    ['.br', 'brotli'],
    ['.gz', 'gzip'],
  ] as const)
    await writeFile(join(directory, SCRIPT + suffix), content);
  api = await startTestApi({}, { consoleDirectory: directory });
});
afterAll(async () => {
  await api.stop();
  await rm(directory, { recursive: true });
});

/** As the server sends it: `fetch` would decompress what is none. */
const sent = (path: string, acceptEncoding: string) =>
  new Promise<{ encoding: string | undefined; vary: string | undefined; body: string }>((resolve, reject) => {
    request(`${api.url}${path}`, { headers: { 'accept-encoding': acceptEncoding } }, (answer) => {
      let body = '';
      answer.on('data', (chunk) => (body += String(chunk)));
      answer.on('end', () => {
        const { 'content-encoding': encoding, vary } = answer.headers;
        resolve({ encoding, vary, body });
      });
    })
      .on('error', reject)
      .end();
  });

describe('the page of the console', () => {
  it.each([
    '/',
    '/connexion',
    '/cites/jmoulin',
    '/cites/jmoulin/imports/1?vue=plan',
    '/nothing',
    '/apiculture',
  ])(
    'is what %s shows, never kept by the browser, under a policy without inline code or other hosts',
    async (path) => {
      const answer = await fetch(api.url + path);
      expect([answer.status, await answer.text()]).toEqual([200, PAGE]);
      expect(answer.headers.get('content-type')).toMatch(/^text\/html; ?charset=utf-8$/i);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const policy = answer.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
    },
  );

  it.each(['/api', '/api/nothing', '/api/v1/nothing', '/dev/nothing', '/assets/gone.js', '/gone.png'])(
    'is not what %s shows: nothing is there',
    async (path) => {
      const answer = await fetch(api.url + path);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    },
  );

  it.each(['/healthz', '/metrics', '/api/openapi.json'])('leaves %s to the API', async (path) => {
    const answer = await fetch(api.url + path);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      expect.not.stringMatching('html'),
    ]);
  });

  it('is only read: whatever is sent to its addresses is refused', async () => {
    expect((await fetch(`${api.url}/cites/jmoulin`, { method: 'POST' })).status).toBe(404);
  });
});

describe('an asset', () => {
  it('is kept by the browser for ever: its name changes with its content', async () => {
    const answer = await fetch(api.url + SCRIPT, { headers: { 'accept-encoding': 'identity' } });
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(answer.headers.get('content-type')).toMatch('javascript');
  });

  it.each([
    ['br, gzip', 'br', 'brotli'],
    ['gzip', 'gzip', 'gzip'],
    ['identity', undefined, 'plain'],
  ])('is sent to who accepts %s as it was compressed beforehand', async (accepted, encoding, body) => {
    expect(await sent(SCRIPT, accepted)).toEqual({
      encoding,
      body,
      vary: expect.stringMatching(/accept-encoding/i),
    });
  });
});

// The console's files beside the API: what is cached, what is compressed, and which addresses are whose.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { serveConsole } from '../../../apps/api/src/console/serve-console.js';
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

  it.each(['/..', '/%2e%2e', '/assets/../..', '/..%2f', '/assets/%2e%2e/%2e%2e'])(
    'shows no file that is beside it: %s',
    async (path) => {
      const beside = `${directory}-beside.txt`;
      await writeFile(beside, 'beside');
      try {
        const { body } = await sent(`${path}/${basename(beside)}`, 'identity');
        expect(body).not.toContain('beside');
      } finally {
        await rm(beside);
      }
    },
  );

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

describe('a console that is built again while the API runs', () => {
  it('is shown as it is now; what is gone is not there, and nobody waits for it', async () => {
    const [former, present] = [join(directory, 'assets/former.js'), join(directory, 'assets/present.js')];
    await writeFile(former, 'former');
    expect((await fetch(`${api.url}/assets/former.js`)).status).toBe(200);
    await rm(former);
    await writeFile(present, 'present');
    await writeFile(join(directory, 'index.html'), `${PAGE}<p>again</p>`);
    try {
      expect((await fetch(`${api.url}/assets/former.js`)).status).toBe(404);
      expect(await (await fetch(`${api.url}/assets/present.js`)).text()).toBe('present');
      expect(await (await fetch(`${api.url}/connexion`)).text()).toBe(`${PAGE}<p>again</p>`);
    } finally {
      await writeFile(join(directory, 'index.html'), PAGE);
    }
  });

  it('must be there once when the API starts', () => {
    expect(() => serveConsole(join(directory, 'nowhere'))).toThrow('ENOENT');
  });
});

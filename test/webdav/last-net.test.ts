// Should the package or we throw where nobody catches, the request pays for it, and nothing else does.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../support/webdav/throwing-server.mjs', import.meta.url));
const REPOSITORY = new URL('../../', import.meta.url).href;

describe.each([
  ['the door', 'door', 'rien n’a été déposé'],
  ['the API', 'api', 'Une erreur inattendue s’est produite'],
])('an exception that nobody catches in %s', (_, which, says) => {
  let child: ChildProcess;
  let url: string;

  beforeAll(async () => {
    const started = spawn(process.execPath, [SCRIPT, which, REPOSITORY], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child = started;
    const said: unknown[] = await once(started.stdout, 'data');
    url = `http://127.0.0.1:${String(said[0]).trim()}`;
  });

  afterAll(() => {
    child.kill();
  });

  const put = async (path: string): Promise<Response> =>
    fetch(url + path, { method: 'PUT', body: 'x', signal: AbortSignal.timeout(5000) });

  it.each([['/tick'], ['/timer'], ['/data'], ['/rejection'], ['/later']])(
    'costs its request a 500 and leaves the process serving: %s',
    async (path) => {
      const [failed, fine] = await Promise.all([put(path), put('/fine')]);
      expect(failed.status).toBe(500);
      expect(await failed.text()).toContain(says);
      expect(fine.status).toBe(200);
      expect((await put('/fine')).status).toBe(200);
      expect(child.exitCode).toBeNull();
    },
  );
});

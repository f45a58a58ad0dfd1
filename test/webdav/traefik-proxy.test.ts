// The Traefik example of docs/operations.md, as it stands there, in front of two doors. Traefik is no Debian package: it
// runs where somebody put it on the PATH; elsewhere the example is only read.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describeWhere, lackingPrograms } from '@timetable/test-conditions';
import { LOGIN, OTHER_LOGIN, PASSWORD, sha256Of } from '../support/webdav/deposit-world.js';
import { expectLockedWriteAndMove } from '../support/webdav/proxied-program.js';
import { documentedExamples, TlsFront } from '../support/webdav/tls-front.js';

/** The two files of the example, with this machine's ports and paths. */
async function exampleFor(front: TlsFront): Promise<{ fixed: string; dynamic: string; path: string }> {
  const [fixed = '', dynamic = ''] = await documentedExamples('yaml');
  const path = join(front.directory, 'depot.yml');
  return {
    fixed: fixed.replace("':443'", `'127.0.0.1:${front.port}'`).replace('/etc/traefik/depot.yml', path),
    dynamic: dynamic
      .replaceAll('/etc/ssl/', `${front.directory}/`)
      .replace('door-1:8080', front.doors[0])
      .replace('door-2:8080', front.doors[1]),
    path,
  };
}

describe('the Traefik example of the operations page, read', () => {
  it('is YAML whose router names a service that exists, hides what is inside, and waits as long as the door', async () => {
    const [fixed, dynamic] = (await documentedExamples('yaml')).map((example): unknown => parse(example));
    expect(fixed).toEqual({
      entryPoints: {
        websecure: { address: ':443', transport: { respondingTimeouts: { readTimeout: '1800s' } } },
      },
      serversTransport: { forwardingTimeouts: { idleConnTimeout: '60s' } },
      providers: { file: { filename: '/etc/traefik/depot.yml' } },
    });
    expect(dynamic).toMatchObject({
      http: {
        routers: {
          door: {
            rule: expect.stringMatching(/^Host\(`[^`]+`\) && !Path\(`\/metrics`\) && !Path\(`\/readyz`\)$/),
            service: 'door',
            tls: {},
          },
        },
        services: { door: { loadBalancer: { strategy: 'hrw' } } },
      },
    });
  });
});

describeWhere(
  'the Traefik example of the operations page, run',
  lackingPrograms('traefik', 'openssl', 'curl'),
  () => {
    let front: TlsFront;
    const curl: TlsFront['curl'] = (...args) => front.curl(...args);

    beforeAll(async () => {
      front = await TlsFront.create();
      const { fixed, dynamic, path } = await exampleFor(front);
      const settings = join(front.directory, 'traefik.yml');
      await writeFile(settings, fixed);
      await writeFile(path, dynamic);
      expect(await front.start('traefik', [`--configFile=${settings}`], process.env)).toBe(true);
    });

    afterAll(async () => {
      await front.destroy();
    });

    it('lets a file of 49 MB through unchanged, by HTTP/1.1 and by HTTP/2, and says no to 70 MB', async () => {
      const path = join(front.directory, 'files', 'EDT_GRAND.zip');
      for (const version of ['--http1.1', '--http2']) {
        const bytes = randomBytes(49 * 1024 * 1024);
        await writeFile(path, bytes);
        expect((await curl('/webdav/jaures/', version, '-T', path)).status).toMatch(/^20[14]$/);
        expect((await front.world.deposits()).at(-1)).toMatchObject({
          fileName: 'EDT_GRAND.zip',
          storedSha256: sha256Of(bytes),
        });
      }
      await writeFile(path, Buffer.alloc(70 * 1024 * 1024));
      expect(
        (await curl('/webdav/jaures/', '--http1.1', '-H', 'Expect: 100-continue', '-T', path)).status,
      ).toBe('413');
    }, 60_000);

    it('asks the door before the body is sent, and lets a slow one through', async () => {
      const path = join(front.directory, 'files', 'EDT_LENT.zip');
      await writeFile(path, Buffer.alloc(3_000_000, 'lent'));
      const expecting = ['--http1.1', '-H', 'Expect: 100-continue', '--expect100-timeout', '10', '-T', path];
      const refused = await curl(
        '/webdav/jaures/',
        ...expecting,
        ...['-u', `${LOGIN}:faux`, '-w', '\n%{size_upload} %{http_code}'],
      );
      expect(refused.status).toBe('0 401');
      expect(await curl('/webdav/jaures/', ...expecting, '--limit-rate', '1M')).toMatchObject({
        status: '201',
      });
      expect((await front.world.deposits()).at(-1)).toMatchObject({
        fileName: 'EDT_LENT.zip',
        sizeBytes: 3_000_000,
      });
    }, 60_000);

    it('lets a program lock, write, move to an https Destination and unlock: one deposit', async () => {
      await expectLockedWriteAndMove(front, '--http1.1');
    });

    it('leaves a name as it was written, whatever is encoded in it', async () => {
      const small = join(front.directory, 'files', 'nom');
      await writeFile(small, 'un nom');
      for (const name of ['EDT #2; 100%.zip', 'Été (élèves) & co.zip']) {
        expect((await curl(`/webdav/jaures/${encodeURIComponent(name)}`, '-T', small)).status).toBe('201');
        expect((await front.world.deposits()).at(-1)?.fileName).toBe(name);
      }
    });

    it('keeps the inside inside, and redirects nowhere', async () => {
      for (const path of ['/metrics', '/readyz']) expect((await curl(path)).status).toBe('404');
      expect((await curl('/webdav/jaures', '-I')).status).toBe('200');
    });

    it('shows the door who is behind it, and no address that a client made up', async () => {
      const guess = (i: number): Promise<{ status: string }> =>
        curl(
          '/webdav/jaures/',
          ...[
            '--interface',
            '127.0.0.2',
            '-u',
            `emp.inconnu.${i}:faux`,
            '-H',
            `X-Forwarded-For: 192.0.2.${i}`,
          ],
        );
      // The doors count apart, but an address goes to one of them.
      for (let i = 0; i < 10; i += 1) expect((await guess(i)).status).toBe('401');
      expect((await guess(10)).status).toBe('429');
      expect(front.logs.filter((log) => log.includes('"address":"127.0.0.2"'))).toHaveLength(1);
      expect(front.logs.join('')).not.toContain('192.0.2.');
      expect((await curl('/webdav/hugo/', '-u', `${OTHER_LOGIN}:${PASSWORD}`)).status).toBe('200');
    });
  },
);

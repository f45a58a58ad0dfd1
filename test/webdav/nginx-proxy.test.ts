// The nginx example of docs/operations.md, as it stands there, in front of a door: what a school's program meets.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { describeWhere, lackingPrograms } from '@timetable/test-conditions';
import { LOGIN, OTHER_LOGIN, PASSWORD, sha256Of } from '../support/webdav/deposit-world.js';
import { expectLockedWriteAndMove } from '../support/webdav/proxied-program.js';
import { documentedExamples, TlsFront } from '../support/webdav/tls-front.js';

const run = promisify(execFile);
const env = { ...process.env, PATH: [process.env['PATH'] ?? '', '/usr/sbin'].join(delimiter) };

/** The example, with this machine's ports, paths and doors, and what belongs to the `http` block moved there. */
async function exampleWith(here: TlsFront): Promise<string> {
  const [example = ''] = await documentedExamples('nginx');
  const format = /^ *log_format .*$/m.exec(example)?.[0] ?? '';
  const sites = example
    .replace(format, '')
    .replace('listen 443 ssl', `listen 127.0.0.1:${here.port} ssl`)
    .replaceAll('/etc/ssl/', `${here.directory}/`)
    .replace('/var/log/nginx/', `${here.directory}/`)
    .replace('door-1:8080', here.doors[0])
    .replace('door-2:8080', here.doors[1]);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${here.directory}/${name};`,
  );
  return `daemon off; pid ${here.directory}/pid; error_log ${here.directory}/error.log warn;
    events {} http { ${temporary.join(' ')}\n${format}\n${sites} }`;
}

describeWhere('the nginx example of the operations page', lackingPrograms('nginx', 'openssl', 'curl'), () => {
  let front: TlsFront;
  const curl: TlsFront['curl'] = (...args) => front.curl(...args);

  beforeAll(async () => {
    front = await TlsFront.create();
    const { directory } = front;
    const settings = join(directory, 'nginx.conf');
    await writeFile(settings, await exampleWith(front));
    const args = ['-p', directory, '-c', settings, '-e', join(directory, 'error.log')];
    // It says what it does not understand.
    await run('nginx', [...args, '-t'], { env });
    expect(await front.start('nginx', args, env)).toBe(true);
  });

  afterAll(async () => {
    await front.destroy();
  });

  it('lets a file of 49 MB through, unchanged and without storing it on its way, and says no to 70 MB', async () => {
    const bytes = randomBytes(49 * 1024 * 1024);
    const path = join(front.directory, 'files', 'EDT_GRAND.zip');
    await writeFile(path, bytes);
    expect(await curl('/webdav/jaures/', '-T', path)).toMatchObject({ status: '201' });
    expect((await front.world.deposits()).at(-1)).toMatchObject({
      fileName: 'EDT_GRAND.zip',
      storedSha256: sha256Of(bytes),
    });
    expect(await readFile(join(front.directory, 'error.log'), 'utf8')).not.toContain(
      'buffered to a temporary file',
    );
    await writeFile(path, Buffer.alloc(70 * 1024 * 1024));
    // curl may be cut before it has read the answer: then the proxy's own word counts.
    const refused = await curl('/webdav/jaures/', '-H', 'Expect:', '-T', path).catch(() => undefined);
    expect(refused?.status ?? '413').toBe('413');
    expect(await readFile(join(front.directory, 'error.log'), 'utf8')).toContain('too large body');
  }, 60_000);

  it('lets a program lock, write, move to an https Destination and unlock: one deposit', async () => {
    await expectLockedWriteAndMove(front, '-H', 'Timeout: Second-600');
  });

  it('keeps the inside inside, redirects nowhere, and logs neither a login nor a file name', async () => {
    for (const path of ['/metrics', '/readyz']) expect((await curl(path)).status).toBe('404');
    expect((await curl('/webdav/jaures', '-I')).status).toBe('200');
    const log = await readFile(join(front.directory, 'depot.log'), 'utf8');
    expect(log).toContain(' PUT ');
    for (const secret of [LOGIN, PASSWORD, 'EDT_', 'Basic']) expect(log).not.toContain(secret);
  });

  it('shows the door who is behind it: wrong passwords of one address do not shut out another', async () => {
    const guess = (i: number): Promise<{ status: string }> =>
      curl('/webdav/jaures/', '--interface', '127.0.0.2', '-u', `emp.inconnu.${i}:faux`);
    // The doors count apart, but `ip_hash` sends an address to one of them.
    for (let i = 0; i < 10; i += 1) expect((await guess(i)).status).toBe('401');
    expect((await guess(10)).status).toBe('429');
    expect(front.logs.join('')).toContain('"address":"127.0.0.2"');
    expect((await curl('/webdav/hugo/', '-u', `${OTHER_LOGIN}:${PASSWORD}`)).status).toBe('200');
  });
});

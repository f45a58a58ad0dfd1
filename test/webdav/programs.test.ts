// Programs that anyone may use against the door, run for real where they are installed.
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeWhere, lackingPrograms } from '@timetable/test-conditions';
import { DepositWorld, LOGIN, PASSWORD } from '../support/webdav/deposit-world.js';

let world: DepositWorld;
let before: number;
let url: string;

beforeAll(async () => {
  world = await DepositWorld.create();
  url = `${world.door.url}/webdav/jaures`;
});

afterAll(async () => {
  await world.destroy();
});

beforeEach(async () => {
  before = await world.depositCount();
});

const newDeposits = async (): Promise<number> => (await world.depositCount()) - before;

const run = promisify(execFile);

describeWhere('curl', lackingPrograms('curl'), () => {
  let directory: string;
  const curl = async (...args: string[]): Promise<string> =>
    (
      await run('curl', [
        '-sS',
        '-o',
        '/dev/null',
        '-w',
        '%{http_code}',
        '-u',
        `${LOGIN}:${PASSWORD}`,
        ...args,
      ])
    ).stdout;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'curl-'));
    await writeFile(join(directory, 'EDT_CURL.zip'), 'curl');
    await writeFile(join(directory, 'EDT_BIG.zip'), 'z'.repeat(3_000_000));
  });

  afterAll(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  it.each([
    ['a small file', ['-T', 'EDT_CURL.zip'], '201'],
    ['a file that makes it ask for 100 Continue', ['-T', 'EDT_BIG.zip', '-H', 'Expect: 100-continue'], '201'],
    ['in chunks', ['-T', 'EDT_BIG.zip', '-H', 'Transfer-Encoding: chunked', '-H', 'X: chunked'], '204'],
    ['with HTTP/1.0', ['-0', '-T', 'EDT_CURL.zip'], '204'],
  ])('puts %s', async (_, [first = '', file = '', ...rest], status) => {
    const args = [first, file, ...rest].map((arg) => (arg.endsWith('.zip') ? join(directory, arg) : arg));
    expect(await curl(...args, `${url}/`)).toBe(status);
  });

  it('retries a cut upload: one deposit', async () => {
    const limited = ['--limit-rate', '100k', '--max-time', '1', '-T', join(directory, 'EDT_BIG.zip')];
    await curl(...limited, `${url}/EDT_CUT.zip`).catch(() => undefined);
    expect(await newDeposits()).toBe(0);
    expect(await curl('-T', join(directory, 'EDT_BIG.zip'), `${url}/EDT_CUT.zip`)).toBe('201');
    expect(await newDeposits()).toBe(1);
    expect(await world.spooledFiles()).toEqual([]);
  });

  it('shows its user a sentence when the address, the password or the campus is wrong', async () => {
    const shown = async (credentials: string, target: string): Promise<string> =>
      (await run('curl', ['-sS', '-u', credentials, '-T', join(directory, 'EDT_CURL.zip'), target])).stdout;
    expect(await shown(`${LOGIN}:${PASSWORD}`, `${world.door.url}/EDT_CURL.zip`)).toContain(
      'commence par /webdav/',
    );
    expect(await shown(`${LOGIN}:wrong`, `${url}/`)).toContain('Identifiant ou mot de passe incorrect');
    expect(await shown(`${LOGIN}:${PASSWORD}`, `${world.door.url}/webdav/hugo/`)).toContain(
      'Ce compte ne donne pas accès',
    );
  });
});

describeWhere('cadaver', lackingPrograms('cadaver'), () => {
  it('lists, makes, puts, copies, moves, locks, sets properties, gets and deletes', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'cadaver-'));
    await writeFile(join(directory, 'EDT_CADAVER.zip'), 'cadaver');
    await writeFile(join(directory, '.netrc'), `machine 127.0.0.1 login ${LOGIN} password ${PASSWORD}\n`);
    const commands = [
      'ls',
      'mkcol travail',
      'cd travail',
      'put EDT_CADAVER.zip',
      'cd ..',
      'copy travail/EDT_CADAVER.zip travail/copie.zip',
      'move travail/copie.zip EDT_CADAVER.zip',
      'lock EDT_CADAVER.zip',
      'propset EDT_CADAVER.zip note bonjour',
      'propget EDT_CADAVER.zip note',
      'unlock EDT_CADAVER.zip',
      'get EDT_CADAVER.zip back.zip',
      'delete EDT_CADAVER.zip',
      'rmcol travail',
      'quit',
    ];
    const child = run('cadaver', [`${url}/`], { cwd: directory, env: { ...process.env, HOME: directory } });
    child.child.stdin?.end(`${commands.join('\n')}\n`);
    const { stdout } = await child;
    await rm(directory, { recursive: true, force: true });
    expect(stdout).not.toMatch(/failed/i);
    expect(stdout).toContain('bonjour');
    expect(await newDeposits()).toBe(1);
  });
});

describeWhere('rclone', lackingPrograms('rclone'), () => {
  it('copies, checks, moves and purges', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'rclone-'));
    await writeFile(join(directory, 'EDT_RCLONE.zip'), 'rclone');
    const { stdout: obscured } = await run('rclone', ['obscure', PASSWORD]);
    const rclone = (...args: string[]): Promise<unknown> =>
      run('rclone', args, {
        env: {
          ...process.env,
          RCLONE_CONFIG: join(directory, 'none.conf'),
          RCLONE_CONFIG_DOOR_TYPE: 'webdav',
          RCLONE_CONFIG_DOOR_URL: url,
          RCLONE_CONFIG_DOOR_VENDOR: 'other',
          RCLONE_CONFIG_DOOR_USER: LOGIN,
          RCLONE_CONFIG_DOOR_PASS: obscured.trim(),
        },
      });
    await rclone('copy', join(directory, 'EDT_RCLONE.zip'), 'door:lycee');
    await rclone('check', '--one-way', directory, 'door:lycee', '--include', '*.zip');
    await rclone('copy', directory, 'door:sauvegarde', '--include', '*.zip');
    await rclone('moveto', 'door:sauvegarde/EDT_RCLONE.zip', 'door:sauvegarde/autre.zip');
    await rclone('purge', 'door:sauvegarde');
    await rm(directory, { recursive: true, force: true });
    expect(await newDeposits()).toBe(1);
  });
});

// davfs2 (Debian): the door as a disk. Needs /dev/fuse and the right to mount, which containers seldom have.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describeWhere, lackingPrograms, NO_MOUNTS } from '@timetable/test-conditions';
import { DepositWorld, LOGIN, PASSWORD, sha256Of } from '../support/webdav/deposit-world.js';
import { eventually } from '../support/webdav/eventually.js';

const run = promisify(execFile);
const CONTENT = 'davfs '.repeat(40_000);

function lackingFuse(): string | undefined {
  try {
    closeSync(openSync('/dev/fuse', 'r+'));
    return undefined;
  } catch {
    return 'no usable /dev/fuse';
  }
}

describeWhere('davfs2', lackingPrograms('mount.davfs') ?? NO_MOUNTS ?? lackingFuse(), () => {
  let world: DepositWorld;
  let directory: string;
  let disk: string;

  beforeAll(async () => {
    world = await DepositWorld.create();
    directory = await mkdtemp(join(tmpdir(), 'davfs-'));
    disk = join(directory, 'disk');
    const cache = join(directory, 'cache');
    for (const each of [disk, cache]) await mkdir(each);
    // It gives up root for an account of the package's group, which has to come in.
    await run('chown', ['root:davfs2', cache]);
    await chmod(cache, 0o775);
    await chmod(directory, 0o755);
    const url = `${world.door.url}/webdav/jaures/`;
    const secrets = join(directory, 'secrets');
    await writeFile(secrets, `${url} ${LOGIN} ${PASSWORD}\n`, { mode: 0o600 });
    const settings = join(directory, 'davfs2.conf');
    await writeFile(
      settings,
      `secrets ${secrets}\ncache_dir ${cache}\nask_auth 0\nuse_locks 1\ndelay_upload 0\n`,
    );
    await run('mount.davfs', [url, disk, '-o', `conf=${settings}`]);
  });

  afterAll(async () => {
    await run('umount', [disk]).catch(() => undefined);
    await world.destroy();
    await rm(directory, { recursive: true, force: true });
  });

  it('mounts a campus, copies, makes a directory, moves and unmounts: one deposit, with its bytes', async () => {
    // By name: davfs2 1.6.1 answers EINVAL to a listing on recent kernels (6.18), whatever the server.
    expect((await stat(join(disk, 'college'))).isDirectory()).toBe(true);
    await mkdir(join(disk, 'travail'));
    const source = join(directory, 'EDT_DAVFS.zip');
    await writeFile(source, CONTENT);
    await copyFile(source, join(disk, 'travail', 'envoi.zip'));
    // It uploads after the file was closed: moved before that, it would only be renamed in its cache.
    const uploaded = async (path: string): Promise<boolean> =>
      (await world.client().request('GET', `/webdav/jaures/${path}`)).body.toString() === CONTENT;
    expect(await eventually(() => uploaded('travail/envoi.zip'))).toBe(true);
    expect(await world.depositCount()).toBe(0);
    await rename(join(disk, 'travail', 'envoi.zip'), join(disk, 'lycee', 'EDT_DAVFS.zip'));
    expect(await readFile(join(disk, 'lycee', 'EDT_DAVFS.zip'), 'utf8')).toBe(CONTENT);
    await run('umount', [disk]);
    expect(await readdir(disk)).toEqual([]);
    expect(await world.deposits()).toMatchObject([
      { fileName: 'EDT_DAVFS.zip', establishment: 'jaures/lycee', storedSha256: sha256Of(CONTENT) },
    ]);
  }, 60_000);
});

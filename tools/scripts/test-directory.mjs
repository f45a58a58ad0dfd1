// The directory in which a run of the tests makes its temporary ones: what is in it at the end was left behind.
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'timetable-tests-';

/**
 * Not left behind, but shared by design: which ports were given out, what a door with a bucket receives into, and what npm
 * keeps of its own compiled code.
 */
const SHARED = /^(timetable-ports|timetable-spool-.*|node-compile-cache)$/;

export async function openTestDirectory() {
  for (const name of await readdir(tmpdir())) {
    const owner = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (owner && !isAlive(owner)) await removeOrphan(join(tmpdir(), name));
  }
  const directory = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // Run by root, PostgreSQL has an account of its own, which has to get through.
  await chmod(directory, 0o711);
  return directory;
}

/** Removes it. @returns what the tests left in it */
export async function closeTestDirectory(directory) {
  const left = (await readdir(directory)).filter((name) => !SHARED.test(name));
  await rm(directory, { recursive: true, force: true });
  return left;
}

/** Of a run that was killed outright: its database servers may still run, each in a directory of this one. */
async function removeOrphan(directory) {
  for (const name of await readdir(directory)) {
    const file = join(directory, name, 'postmaster.pid');
    const [pid] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
    // The number may have passed to another process meanwhile: only one started on this directory is ours to end.
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (command.includes(directory)) process.kill(Number(pid), 'SIGQUIT');
  }
  await rm(directory, { recursive: true, force: true });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

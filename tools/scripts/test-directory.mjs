// The directory in which a run of the tests makes its temporary ones: what is in it at the end was left behind.
import {
  access,
  chmod,
  constants,
  mkdtemp,
  readdir,
  readFile,
  rm,
  statfs,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'timetable-tests-';

/** Linux's file system in memory. Making the files of a product there takes a sixth less processor time than on a disk. */
const MEMORY = '/dev/shm';
/** Of memory, free: about half is for what runs at once, a quarter for its files. */
const ENOUGH_BYTES = 12 * 2 ** 30;

/**
 * Not left behind, but shared by design: which ports were given out, what a door with a bucket receives into, and what npm
 * keeps of its own compiled code.
 */
const SHARED = /^(timetable-ports|timetable-spool-.*|node-compile-cache)$/;

/** In memory where there is plenty, unless `TMPDIR` says where. */
export async function openTestDirectory() {
  for (const place of [MEMORY, tmpdir()]) await removeOrphansOf(place);
  const place = process.env.TMPDIR === undefined && (await isPlentyOfMemory()) ? MEMORY : tmpdir();
  const directory = await mkdtemp(join(place, `${PREFIX}${process.pid}-`));
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

async function isPlentyOfMemory() {
  try {
    const { bavail, bsize } = await statfs(MEMORY);
    return (
      Math.min(bavail * bsize, process.availableMemory()) >= ENOUGH_BYTES && (await runsPrograms(MEMORY))
    );
  } catch {
    // There is none, or it is not ours to write.
    return false;
  }
}

/** Containers often forbid it there. */
async function runsPrograms(place) {
  const program = join(place, `${PREFIX}${process.pid}`);
  await writeFile(program, '', { mode: 0o755 });
  try {
    await access(program, constants.X_OK);
    return true;
  } catch {
    return false;
  } finally {
    await rm(program, { force: true });
  }
}

async function removeOrphansOf(place) {
  for (const name of await readdir(place).catch(() => [])) {
    const owner = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]);
    if (owner && !isAlive(owner)) await removeOrphan(join(place, name));
  }
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
  // What is still mounted in it cannot go, and is no reason to run no test: a later run tries again.
  await rm(directory, { recursive: true, force: true }).catch((error) => {
    process.stderr.write(`${directory} stays: ${error.message}\n`);
  });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

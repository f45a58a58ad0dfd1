import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * What tells a process from a later one that was given the same pid: its start time as the kernel knows it.
 * @returns undefined when no such process runs (a zombie no longer runs)
 */
export async function processIdentity(pid: number): Promise<string | undefined> {
  if (!isAlive(pid)) return undefined;
  if (process.platform !== 'linux') {
    const { stdout } = await run('ps', ['-o', 'lstart=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
    return stdout.trim() === '' ? undefined : stdout.trim();
  }
  const fields = await statFields(pid);
  return fields?.state === 'Z' ? undefined : fields?.startedAt;
}

/** @returns undefined when there is none, or on a system that does not tell */
export async function parentOf(pid: number): Promise<number | undefined> {
  return (await statFields(pid))?.parent;
}

/** What Linux tells of a process; undefined elsewhere, and when there is no such process. */
async function statFields(
  pid: number,
): Promise<{ state: string; parent: number; startedAt: string } | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  // The command's name, in parentheses, may contain spaces: fields are counted after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', parent: Number(fields[1]), startedAt: fields[19] ?? '' };
}

/** Sends nothing: asks the kernel whether the process exists. */
export function isAlive(pid: number): boolean {
  return signal(pid, 0);
}

/** @returns false when the process no longer exists */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch (error) {
    // A process of another user exists although it cannot be signalled.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

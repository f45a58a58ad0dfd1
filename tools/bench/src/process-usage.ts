import { readdir, readFile, writeFile } from 'node:fs/promises';

/** The kernel counts in hundredths of a second, on every architecture that Node runs on. */
const TICKS_PER_SECOND = 100;
/** What makes Linux count the peak of a process's memory afresh. */
const RESET_PEAK = '5';

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
}

/** CPU seconds that processes, their children and those that ended since have used. */
export async function cpuSeconds(roots: readonly number[]): Promise<number> {
  const rows = await tree(roots);
  return rows.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS_PER_SECOND;
}

/**
 * Peak of physical memory since `resetPeak`, in MB, of processes and their children. Pages they share count once for
 * each.
 */
export const peakMb = (roots: readonly number[]): Promise<number> => memoryMb(roots, 'VmHWM');

/** The same, of what they hold now. */
export const residentMb = (roots: readonly number[]): Promise<number> => memoryMb(roots, 'VmRSS');

export async function resetPeak(roots: readonly number[]): Promise<void> {
  for (const { pid } of await tree(roots)) await writeFile(`/proc/${pid}/clear_refs`, RESET_PEAK);
}

async function memoryMb(roots: readonly number[], field: 'VmHWM' | 'VmRSS'): Promise<number> {
  const line = new RegExp(String.raw`^${field}:\s+(\d+) kB$`, 'm');
  let kilobytes = 0;
  for (const { pid } of await tree(roots)) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    kilobytes += Number(line.exec(status)?.[1] ?? 0);
  }
  return kilobytes / 1024;
}

async function tree(roots: readonly number[]): Promise<Row[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const rows = (await Promise.all(pids.map(readRow))).filter((row) => row !== undefined);
  const found = rows.filter(({ pid }) => roots.includes(pid));
  // The array grows while it is walked: children, then theirs.
  for (const { pid } of found) found.push(...rows.filter(({ parent }) => parent === pid));
  return found;
}

/** Undefined for a process that has just ended. */
async function readRow(pid: number): Promise<Row | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  // The name, in brackets, may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // Of the process, then of its children that have ended: in user mode, in the kernel.
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { pid, parent: Number(fields[1]), ticks };
}

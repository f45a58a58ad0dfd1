// How long the steps of a run took, one line each, for .ci/run to print.
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILE = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'reports', 'steps.tsv');

/** Does the work and notes how long it took, also when it fails. */
export async function timed(name, work) {
  const started = performance.now();
  try {
    return await work();
  } finally {
    await mkdir(dirname(FILE), { recursive: true });
    await appendFile(FILE, `${name}\t${(performance.now() - started) / 1000}\n`);
  }
}

/** In their order, in seconds. */
export async function stepTimes() {
  const text = await readFile(FILE, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('\t'))
    .map(([name, seconds]) => ({ name, seconds: Number(seconds) }));
}

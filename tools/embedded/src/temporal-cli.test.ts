import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StartFailure } from './start-failure.js';
import { findTemporalCli } from './temporal-cli.js';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'temporal-cli-test-'));
});
afterEach(async () => {
  await rm(directory, { recursive: true, force: true });
});

async function program(...path: string[]): Promise<string> {
  const file = join(directory, ...path);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, '#!/bin/sh\n');
  await chmod(file, 0o755);
  return file;
}

describe('the Temporal program', () => {
  it('is the one that TEMPORAL_CLI_PATH names, before any other', async () => {
    const given = await program('given', 'temporal-1.9');
    await program('path', 'temporal');
    const env = { TEMPORAL_CLI_PATH: given, PATH: join(directory, 'path') };
    expect(await findTemporalCli({ env, dataDirectory: directory })).toBe(given);
  });

  it('is refused when TEMPORAL_CLI_PATH names something else than a program', async () => {
    const given = join(directory, 'absent');
    const search = findTemporalCli({ env: { TEMPORAL_CLI_PATH: given }, dataDirectory: directory });
    await expect(search).rejects.toThrow(StartFailure);
    await expect(search).rejects.toThrow(`TEMPORAL_CLI_PATH désigne ${given}`);
  });

  it('is the one on the PATH, before what was fetched earlier', async () => {
    const onPath = await program('path', 'temporal');
    await program('data', 'bin', 'temporal');
    const env = { PATH: `${join(directory, 'empty')}:${join(directory, 'path')}` };
    expect(await findTemporalCli({ env, dataDirectory: join(directory, 'data') })).toBe(onPath);
  });

  it('is what an earlier start left in the data directory, when the PATH has none', async () => {
    const kept = await program('data', 'bin', 'temporal');
    expect(await findTemporalCli({ env: { PATH: '' }, dataDirectory: join(directory, 'data') })).toBe(kept);
  });
});

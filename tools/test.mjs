// Runs the test tiers one after the other: each tier's own servers come and go with it.
//   node tools/test.mjs [tier …] [-- jest options]
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const ALL = ['unit', 'replay', 'workflows', 'integration', 'webdav', 'e2e'];
const split = process.argv.indexOf('--');
const tiers = process.argv.slice(2, split < 0 ? undefined : split);
const jestOptions = split < 0 ? [] : process.argv.slice(split + 1);

// End-to-end tests run the compiled processes, the others run the sources.
await build();
const result = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--no-warnings',
    join(root, 'node_modules/jest/bin/jest.js'),
    // First: --selectProjects would take a file pattern after it for a project.
    ...jestOptions,
    '--selectProjects',
    ...(tiers.length > 0 ? tiers : ALL),
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exitCode = result.status ?? 1;

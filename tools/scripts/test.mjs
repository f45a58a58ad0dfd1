// Runs the tests of some tiers, all of them unless named, in one Jest run: jest.config.mjs says what runs beside what.
//   node tools/scripts/test.mjs [tier …] [-- jest options]
// Its report is reports/jest.json.
import { spawnSync } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { timed } from './step-times.mjs';
import { closeTestDirectory, openTestDirectory } from './test-directory.mjs';
import { printTitles, readReport, REPORT } from './test-report.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** Our programs start a hundred times in a run: what Node has compiled of them is kept from one start to the next. */
const COMPILED = join(root, 'node_modules/.cache/node');
const TIERS = ['unit', 'replay', 'workflows', 'integration', 'webdav', 'e2e', 'browser', 'production'];

const split = process.argv.indexOf('--');
const asked = process.argv.slice(2, split < 0 ? undefined : split);
const jestOptions = split < 0 ? [] : process.argv.slice(split + 1);
const unknown = asked.filter((tier) => !TIERS.includes(tier));
if (unknown.length > 0) {
  console.error(`Unknown tier: ${unknown.join(', ')}. Known: ${TIERS.join(', ')}`);
  process.exit(2);
}

// End-to-end tests run the compiled processes, the others run the sources.
await timed('build', () => build());
await mkdir(dirname(REPORT), { recursive: true });
await rm(REPORT, { force: true });
const directory = await openTestDirectory();
const { status } = spawnSync(process.execPath, jestArguments(asked.length > 0 ? asked : TIERS), {
  cwd: root,
  env: { ...process.env, TMPDIR: directory, NODE_COMPILE_CACHE: COMPILED },
  stdio: 'inherit',
});
const left = await closeTestDirectory(directory);
if (left.length > 0) console.error(`Left behind by the tests: ${left.join(', ')}`);
process.exitCode = status === 0 && left.length === 0 ? 0 : 1;
// Its titles are the list of sequences and hazards, with what was skipped.
if (asked.length === 0) printTitles(await readReport(), 'webdav');

function jestArguments(tiers) {
  return [
    '--experimental-vm-modules',
    '--no-warnings',
    join(root, 'node_modules/jest/bin/jest.js'),
    '--passWithNoTests',
    '--json',
    `--outputFile=${REPORT}`,
    ...(tiers.length === 1 && tiers[0] === 'webdav' ? ['--verbose'] : []),
    // Last but one: --selectProjects would take a file pattern after it for a project.
    ...jestOptions,
    '--selectProjects',
    ...tiers,
  ];
}

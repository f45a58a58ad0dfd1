// Runs the test tiers one after the other: each tier's own servers come and go with it.
//   node tools/scripts/test.mjs [tier …] [-- jest options]
// The results of all of them end in reports/jest.json, as one Jest report.
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const reports = join(root, 'reports');

/** Tiers that start servers run their files one by one: side by side they would only slow each other down. */
const TIERS = {
  unit: [],
  replay: [],
  workflows: ['--runInBand'],
  integration: ['--runInBand'],
  // Its titles are the list of sequences and hazards, with what was skipped and why.
  webdav: ['--runInBand', '--verbose'],
  e2e: ['--runInBand'],
};

const split = process.argv.indexOf('--');
const asked = process.argv.slice(2, split < 0 ? undefined : split);
const jestOptions = split < 0 ? [] : process.argv.slice(split + 1);
const unknown = asked.filter((tier) => !(tier in TIERS));
if (unknown.length > 0) {
  console.error(`Unknown tier: ${unknown.join(', ')}. Known: ${Object.keys(TIERS).join(', ')}`);
  process.exit(2);
}

// End-to-end tests run the compiled processes, the others run the sources.
await build();
await rm(reports, { recursive: true, force: true });
await mkdir(reports, { recursive: true });
for (const tier of asked.length > 0 ? asked : Object.keys(TIERS)) {
  const { status } = spawnSync(process.execPath, jestArguments(tier), { cwd: root, stdio: 'inherit' });
  // Every tier runs even when one fails: a run says all that is broken.
  if (status !== 0) process.exitCode = 1;
}
await writeFile(join(reports, 'jest.json'), JSON.stringify(await mergedReports()));

function jestArguments(tier) {
  return [
    '--experimental-vm-modules',
    '--no-warnings',
    join(root, 'node_modules/jest/bin/jest.js'),
    ...TIERS[tier],
    '--passWithNoTests',
    '--json',
    `--outputFile=${join(reports, `${tier}.json`)}`,
    // Last but one: --selectProjects would take a file pattern after it for a project.
    ...jestOptions,
    '--selectProjects',
    tier,
  ];
}

/** Counts added up, results put end to end. A tier that left no report counts as one failure. */
async function mergedReports() {
  const merged = { success: true, testResults: [] };
  const counts = ['Passed', 'Failed', 'Pending', 'Total'].map((state) => `num${state}Tests`);
  for (const name of [...counts, 'numRuntimeErrorTestSuites']) merged[name] = 0;
  for (const tier of asked.length > 0 ? asked : Object.keys(TIERS)) {
    const text = await readFile(join(reports, `${tier}.json`), 'utf8').catch(() => undefined);
    const report =
      text === undefined ? { success: false, numFailedTests: 1, testResults: [] } : JSON.parse(text);
    merged.success &&= report.success;
    merged.testResults.push(...report.testResults);
    for (const name of [...counts, 'numRuntimeErrorTestSuites']) merged[name] += report[name] ?? 0;
  }
  return merged;
}

// Prints `N passed, N failed` from reports/jest.json. A test file that could not even be loaded is a failure.
//   node tools/scripts/test-summary.mjs [number of other failures to add]
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const file = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'reports', 'jest.json');
const others = Number(process.argv[2] ?? 0);
const report = JSON.parse(await readFile(file, 'utf8').catch(() => '{}'));
const failed = (report.numFailedTests ?? 0) + (report.numRuntimeErrorTestSuites ?? 0) + others;
console.log(`${report.numPassedTests ?? 0} passed, ${failed} failed`);

// Where the time of a run of .ci/run went: its steps, then the tests by tier and by file.
import { stepTimes } from './step-times.mjs';
import { durations, readReport } from './test-report.mjs';

const SLOWEST = 15;

const { files, tiers } = durations(await readReport());
const steps = await stepTimes();
print(
  'Steps (check runs beside the tests, its parts beside each other)',
  steps.map(({ name, seconds }) => [name, seconds]),
);
print('Tests by tier, their files added up (they run side by side)', [...tiers]);
print(
  'Slowest test files',
  files.slice(0, SLOWEST).map(({ file, seconds }) => [file, seconds]),
);

function print(title, rows) {
  if (rows.length === 0) return;
  console.log(`\n${title}`);
  for (const [name, seconds] of rows) console.log(`${seconds.toFixed(1).padStart(8)} s  ${name}`);
}

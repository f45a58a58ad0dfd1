// Prints `N passed, N failed` from reports/jest.json. A test file that could not even be loaded is a failure.
//   node tools/scripts/test-summary.mjs [number of other failures to add]
import { readReport } from './test-report.mjs';

const report = await readReport();
const failed = report.numFailedTests + report.numRuntimeErrorTestSuites || (report.success ? 0 : 1);
console.log(`${report.numPassedTests} passed, ${failed + Number(process.argv[2] ?? 0)} failed`);

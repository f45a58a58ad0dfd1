// What Jest reported of a run, by tier and by test file.
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export const REPORT = join(root, 'reports', 'jest.json');

const NOTHING = {
  success: false,
  numPassedTests: 0,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  testResults: [],
};

/** A run that ended before it could report is without success. */
export async function readReport() {
  const text = await readFile(REPORT, 'utf8').catch(() => undefined);
  return text === undefined ? NOTHING : JSON.parse(text);
}

/** Files in the order of their duration, the longest first, in seconds; added up by tier. */
export function durations({ testResults }) {
  const files = testResults
    .map(({ name, startTime, endTime }) => ({
      file: relative(root, name),
      tier: tierOf(name),
      seconds: (endTime - startTime) / 1000,
    }))
    .sort((one, other) => other.seconds - one.seconds);
  const tiers = new Map();
  for (const { tier, seconds } of files) tiers.set(tier, (tiers.get(tier) ?? 0) + seconds);
  return { files, tiers };
}

/** Every test of a tier with its outcome, under the groups it stands in. */
export function printTitles({ testResults }, tier) {
  const lines = testResults
    .filter(({ name }) => tierOf(name) === tier)
    .flatMap(({ assertionResults }) =>
      assertionResults.map(({ ancestorTitles, title, status }) => {
        const sign = status === 'passed' ? '✓' : status === 'failed' ? '✕' : '○';
        return `  ${sign} ${[...ancestorTitles, title].join(' › ')}`;
      }),
    );
  console.log([`\n${tier}`, ...lines].join('\n'));
}

/** Unit tests are beside their sources, the other tiers below test/. */
function tierOf(file) {
  const [first, second] = relative(root, file).split(sep);
  return first === 'test' ? second : 'unit';
}

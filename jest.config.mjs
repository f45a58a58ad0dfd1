// One configuration, one project per tier: the folder says the tier, the tier says what must be running.
import { availableParallelism } from 'node:os';

const swc = {
  swcrc: false,
  module: { type: 'es6' },
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
};

const postgres = {
  globalSetup: '<rootDir>/test/support/postgres-server.mjs',
  globalTeardown: '<rootDir>/test/support/postgres-server-stop.mjs',
};

/** Not below TMPDIR, which is another for each run. */
const cacheDirectory = '<rootDir>/node_modules/.cache/jest';

const project = (displayName, testMatch, servers = {}) => ({
  displayName,
  cacheDirectory,
  testMatch: testMatch.map((glob) => `<rootDir>/${glob}`),
  testEnvironment: '<rootDir>/test/support/node-environment.mjs',
  resolver: '<rootDir>/test/support/bundled-libraries.mjs',
  testEnvironmentOptions: { customExportConditions: ['timetable-source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transformIgnorePatterns: ['/node_modules/(?!@timetable/)'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.data/', '<rootDir>/.test-data/'],
  ...servers,
});

export default {
  // Real servers on a busy machine. Only read here, not in a project.
  testTimeout: 120_000,
  // Files side by side, of whatever tier: each has its own database, ports and directories, and many wait (for a server that
  // was killed, for a heartbeat that does not come) more than they work. On a larger machine half of its cores, since one
  // file may run a whole product.
  maxWorkers: Math.max(4, Math.floor(availableParallelism() / 2)),
  cacheDirectory,
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  // Modules of a finished file are not all given back.
  workerIdleMemoryLimit: '1GB',
  projects: [
    project('unit', ['{apps,packages,tools}/*/src/**/*.test.ts', '{workflows,activities}/src/**/*.test.ts']),
    project('replay', ['test/replay/**/*.test.ts']),
    project('workflows', ['test/workflows/**/*.test.ts'], postgres),
    project('integration', ['test/integration/**/*.test.ts'], postgres),
    project('webdav', ['test/webdav/**/*.test.ts'], postgres),
    project('e2e', ['test/e2e/**/*.test.ts'], postgres),
    project('browser', ['test/browser/**/*.test.ts']),
    project('production', ['test/production/**/*.test.ts']),
  ],
};

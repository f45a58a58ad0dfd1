// One configuration, one project per tier: the folder says the tier, the tier says what must be running.
const swc = {
  swcrc: false,
  module: { type: 'es6' },
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
};

const project = (displayName, testMatch) => ({
  displayName,
  testMatch: testMatch.map((glob) => `<rootDir>/${glob}`),
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transformIgnorePatterns: ['/node_modules/(?!@timetable/)'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.data/', '<rootDir>/.test-data/'],
});

export default {
  projects: [
    project('unit', ['{apps,packages}/*/src/**/*.test.ts', '{workflows,activities,tools}/src/**/*.test.ts']),
    project('replay', ['test/replay/**/*.test.ts']),
    project('workflows', ['test/workflows/**/*.test.ts']),
    project('integration', ['test/integration/**/*.test.ts']),
    project('webdav', ['test/webdav/**/*.test.ts']),
    project('e2e', ['test/e2e/**/*.test.ts']),
  ],
};

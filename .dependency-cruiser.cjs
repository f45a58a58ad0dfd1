// .dependency-cruiser.cjs: a rule's name is what a failing build prints, so it is written as the rule.
const API = '^apps/api/',
  DEPOSIT = '^apps/deposit/',
  ADMIN = '^apps/admin/',
  APPS = '^apps/';
const WORKFLOWS = '^workflows/',
  MESSAGES = '^workflows/src/(messages|.+\\.messages)\\.ts$',
  ACTIVITIES = '^activities/';
const DOMAIN = '^packages/domain/',
  FORMATS = '^packages/formats/',
  PERSISTENCE = '^packages/persistence/',
  CONTRACTS = '^packages/contracts/',
  SETTINGS = '^packages/settings/',
  DRIVERS = '^packages/(storage|notifications)/',
  DEPOSITS = '^packages/deposits/',
  TEMPORAL = '^packages/temporal/',
  SMALL_XML = '^packages/small-xml/',
  SIGNED_TOKENS = '^packages/signed-tokens/',
  FOLDERS = '^packages/folders/',
  RUNTIME = '^packages/runtime/',
  TIME_LIMITS = '^packages/runtime/src/time/';
const TOOLS = '^tools/';
const OURS = '^(apps|workflows|activities|packages|tools)/';
const WORKFLOW_SDK = 'node_modules/@temporalio/(workflow|common)/';
const TESTS = '\\.test\\.ts$';
const atRuntime = { dependencyTypesNot: ['type-only'] };
const forbid = (name, from, to) => ({ name, severity: 'error', from: { pathNot: TESTS, ...from }, to });

module.exports = {
  forbidden: [
    forbid('no-cycles', {}, { circular: true }),
    forbid('domain-imports-nothing', { path: DOMAIN }, { pathNot: DOMAIN }),
    forbid('runtime-imports-nothing-of-ours', { path: RUNTIME }, { path: OURS, pathNot: RUNTIME }),
    forbid('small-xml-imports-nothing-of-ours', { path: SMALL_XML }, { path: OURS, pathNot: SMALL_XML }),
    forbid(
      'signed-tokens-import-nothing-of-ours',
      { path: SIGNED_TOKENS },
      { path: OURS, pathNot: SIGNED_TOKENS },
    ),
    forbid('folders-import-nothing-of-ours', { path: FOLDERS }, { path: OURS, pathNot: FOLDERS }),
    forbid(
      'formats-know-only-the-domain',
      { path: FORMATS },
      {
        path: [
          APPS,
          WORKFLOWS,
          ACTIVITIES,
          PERSISTENCE,
          CONTRACTS,
          SETTINGS,
          DRIVERS,
          RUNTIME,
          DEPOSITS,
          TEMPORAL,
        ],
      },
    ),
    // Transforming bytes is no I/O: streams, inflating and hashing are allowed.
    forbid(
      'formats-do-no-io',
      { path: FORMATS },
      { dependencyTypes: ['core'], pathNot: '^(node:)?(stream|crypto|zlib|buffer)$' },
    ),
    // Adding a format touches its folder and the registry: what formats share stands in the folders named here.
    forbid(
      'a-format-is-known-only-by-the-registry',
      { path: '^packages/formats/src/([^/]+)', pathNot: [TESTS, '/(read-timetable|documents)\\.ts$'] },
      {
        path: '^packages/formats/src/[^/]+/',
        pathNot: ['^packages/formats/src/(archive|reading|received|time|xml)/', '^packages/formats/src/$1/'],
      },
    ),
    forbid(
      'directory-feeds-know-the-domain-and-how-documents-are-read',
      { path: '^packages/directory-feeds/' },
      {
        path: OURS,
        pathNot: ['^packages/directory-feeds/', DOMAIN, '^packages/formats/src/documents\\.ts$'],
      },
    ),
    forbid(
      'persistence-knows-only-the-domain',
      { path: PERSISTENCE },
      { path: [APPS, WORKFLOWS, ACTIVITIES, FORMATS, CONTRACTS, SETTINGS, DRIVERS, DEPOSITS, TEMPORAL] },
    ),
    // Browsers run them: no Node module, no package that may need one. The domain, by its own rule, imports nothing.
    forbid(
      'contracts-know-only-the-domain-and-zod',
      { path: CONTRACTS },
      { pathNot: [CONTRACTS, DOMAIN, '^node_modules/zod/'] },
    ),
    forbid(
      'settings-know-only-contracts-and-the-domain',
      { path: SETTINGS },
      { pathNot: [SETTINGS, CONTRACTS, DOMAIN, '^node_modules/zod/'] },
    ),
    forbid(
      'drivers-know-only-the-domain',
      { path: DRIVERS },
      { path: [APPS, WORKFLOWS, ACTIVITIES, FORMATS, PERSISTENCE, CONTRACTS, SETTINGS, DEPOSITS, TEMPORAL] },
    ),
    forbid(
      'deposits-know-the-domain-persistence-storage-and-runtime',
      { path: DEPOSITS },
      { path: OURS, pathNot: [DEPOSITS, DOMAIN, PERSISTENCE, '^packages/storage/', RUNTIME] },
    ),
    forbid(
      'persistence-and-drivers-take-only-time-limits-of-the-runtime',
      { path: [PERSISTENCE, DRIVERS] },
      { path: RUNTIME, pathNot: TIME_LIMITS },
    ),
    forbid('workflows-see-activities-as-types', { path: WORKFLOWS }, { path: ACTIVITIES, ...atRuntime }),
    forbid(
      'workflows-run-only-pure-code',
      { path: WORKFLOWS },
      { pathNot: [WORKFLOWS, DOMAIN, ACTIVITIES, WORKFLOW_SDK], ...atRuntime },
    ),
    forbid(
      'messages-carry-no-logic',
      { path: MESSAGES },
      { path: WORKFLOWS, pathNot: MESSAGES, ...atRuntime },
    ),
    forbid('activities-never-look-up', { path: ACTIVITIES }, { path: [APPS, WORKFLOWS] }),
    forbid(
      'api-sees-workflows-as-types-and-messages',
      { path: API },
      { path: WORKFLOWS, pathNot: MESSAGES, ...atRuntime },
    ),
    forbid('api-never-runs-worker-code', { path: API }, { path: [ACTIVITIES, FORMATS] }),
    forbid(
      'deposit-sees-workflows-as-types-and-messages',
      { path: DEPOSIT },
      { path: WORKFLOWS, pathNot: MESSAGES, ...atRuntime },
    ),
    forbid(
      'temporal-client-sees-workflows-as-types-and-messages',
      { path: TEMPORAL },
      { path: OURS, pathNot: [TEMPORAL, SETTINGS, RUNTIME, MESSAGES], ...atRuntime },
    ),
    forbid(
      'deposit-never-talks-to-temporal',
      { path: [DEPOSIT, DEPOSITS] },
      { path: [TEMPORAL, 'node_modules/@temporalio/'] },
    ),
    forbid('deposit-never-runs-worker-code', { path: DEPOSIT }, { path: [ACTIVITIES, FORMATS] }),
    forbid(
      'admin-sees-only-contracts',
      { path: ADMIN },
      {
        path: [
          WORKFLOWS,
          ACTIVITIES,
          DOMAIN,
          FORMATS,
          PERSISTENCE,
          SETTINGS,
          DRIVERS,
          RUNTIME,
          DEPOSITS,
          TEMPORAL,
        ],
      },
    ),
    forbid('apps-are-strangers', { path: '^apps/([^/]+)/' }, { path: APPS, pathNot: '^apps/$1/' }),
    forbid(
      'nest-stays-in-the-apps',
      { path: [ACTIVITIES, WORKFLOWS, '^packages/'] },
      { path: 'node_modules/@nestjs/' },
    ),
    forbid(
      'webdav-server-stays-in-the-deposit-door',
      { pathNot: [DEPOSIT, TESTS] },
      { path: 'node_modules/webdav-server/' },
    ),
    forbid(
      'product-code-never-uses-tools-or-test-support',
      { path: [APPS, WORKFLOWS, ACTIVITIES, '^packages/'] },
      { path: [TOOLS, '^test/'] },
    ),
    // They start the apps as processes, as production does.
    forbid('tools-run-the-apps-from-outside', { path: TOOLS }, { path: APPS }),
    forbid('tools-never-use-test-support', { path: TOOLS }, { path: '^test/' }),
    forbid(
      'embedded-servers-know-nothing-of-the-product',
      { path: '^tools/embedded/' },
      { path: [APPS, WORKFLOWS, ACTIVITIES, '^packages/', TOOLS], pathNot: ['^tools/embedded/', FOLDERS] },
    ),
    // What it expects of an import would otherwise follow the product's mistakes.
    forbid(
      'generator-knows-nothing-of-the-product',
      { path: '^tools/generator/' },
      {
        path: [APPS, WORKFLOWS, ACTIVITIES, '^packages/', TOOLS],
        pathNot: ['^tools/(generator|command-line)/', FOLDERS],
      },
    ),
    forbid(
      'what-is-only-run-is-built-on-by-nothing',
      { path: '^tools/([^/]+)/' },
      {
        path: '^tools/(bench|conventions|demo|directory|histories|partner-key|scripts)/',
        pathNot: '^tools/$1/',
      },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true, // keeps type-only imports in the graph, marked as such: 'specify' reads every file twice for more than that
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['timetable-source', 'import', 'node', 'default'],
    },
  },
};

import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';
import oxlint from './.oxlintrc.json' with { type: 'json' };

/**
 * What needs types is oxlint's, by the same names: here there are none, and ESLint stops at a rule that needs some and is not off.
 * So every rule of `strictTypeChecked` is checked by one of both (docs/adr/0065-rules-with-types-by-oxlint.md).
 */
const checkedByOxlint = Object.fromEntries(
  Object.keys(oxlint.rules).map((rule) => [rule.replace('typescript/', '@typescript-eslint/'), 'off']),
);

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '.data/', '.test-data/', 'coverage/', 'reports/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs', '**/*.cjs'],
    extends: [...tseslint.configs.strictTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: {
      // Not read from tsconfig.json without types; what it injects is not an import of a type alone.
      parserOptions: { experimentalDecorators: true, emitDecoratorMetadata: true },
    },
    rules: {
      ...checkedByOxlint,
      // The compiler holds it where it matters: a class with something private takes no literal.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      eqeqeq: 'error',
      'max-lines': ['error', { max: 400 }],
      'no-console': 'error',
      // Its keys are the columns' (started_at), its type says startedAt: jsonBuildObject instead.
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'kysely/helpers/postgres', importNames: ['jsonArrayFrom', 'jsonObjectFrom'] }] },
      ],
      'import-x/no-relative-packages': 'error',
      'import-x/no-default-export': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      // Naming a member is how the others are taken without it.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
    },
  },
  {
    // What `queryOptions` returns ties a key to the type of its answer: written out, it would be lost.
    files: ['apps/admin/src/**/*-{query,queries,state}.ts'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  {
    // Node's own never comes back under /proc: `makeFolder` of packages/folders.
    files: ['{activities,apps,packages,tools,workflows}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.name=/^mkdir(Sync)?$/] Property[key.name="recursive"]',
          message: 'Folders are made by makeFolder of @timetable/folders.',
        },
      ],
    },
  },
  {
    // Tests describe behaviour to a reader: doubles may stay loosely typed at their edge only.
    files: ['**/*.test.ts', 'test/**/*.ts'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' },
  },
  {
    // Terminal programs: what they print is their product.
    files: ['tools/*/src/**/*.ts', 'test/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // Scripts of this repository and what its tools read: they print, cannot say types, and tools take defaults.
    files: ['**/*.mjs', '**/*.cjs'],
    rules: {
      '@typescript-eslint/explicit-module-boundary-types': 'off',
      'import-x/no-default-export': 'off',
      'no-console': 'off',
    },
  },
);

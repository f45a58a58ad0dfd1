import { describe, expect, it } from '@jest/globals';
import { danglingReferences } from './references.js';

const RULES = { path: 'docs/import-rules.md', text: '# Rules\n\n## 1. Life\n\n### 1.2 Décisions & co\n' };

function missingIn(path: string, text: string, ...others: string[]): string[] {
  const paths = new Set([path, RULES.path, ...others]);
  return danglingReferences([RULES, { path, text }], paths).map(({ message }) => message);
}
const dangling = (path: string, ...targets: string[]) =>
  targets.map((target) => `${path} refers to ${target}, which is not there`);

describe('Dangling references', () => {
  it('looks for the number of a heading', () => {
    const text = '/** import-rules §1 and §1.2, but import-rules.md §1, §4; nowhere §1. RFC 4918 §9.1. */';
    expect(missingIn('packages/a/src/a.ts', text)).toEqual(
      dangling('packages/a/src/a.ts', 'import-rules §4', 'nowhere §1'),
    );
  });

  it('looks for pages from the root, beside the file, and by name', () => {
    const text = '// docs/import-rules.md, import-rules.md, README.md; but docs/rules.md and webdav.md.';
    expect(missingIn('tools/a/a.mjs', text, 'tools/a/README.md')).toEqual(
      dangling('tools/a/a.mjs', 'docs/rules.md', 'webdav.md'),
    );
  });

  it('looks for paths in backquotes, but for what is made or stands for several', () => {
    const text = 'See `packages/a/src/a.ts`, `apps/api/dist/main.js`, `packages/*/src` and `packages/b`.';
    expect(missingIn('docs/map.md', text, 'packages/a/src/a.ts')).toEqual(
      dangling('docs/map.md', 'packages/b'),
    );
  });

  it('follows the links of a page, headings included', () => {
    const text =
      '[a](import-rules.md#12-décisions--co) [b](import-rules.md#life) [c](gone/) [d](https://x.org) [e](x/)';
    const code = '\n```sh\n[f](nowhere)\n```\n';
    expect(missingIn('docs/map.md', text + code, 'docs/x')).toEqual(
      dangling('docs/map.md', 'import-rules.md#life', 'gone/'),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { misplacedSql } from './sql-folders.js';

const HOME = 'packages/persistence/src/imports';
const inside = { path: `${HOME}/fence.ts`, text: "const READ = 'SELECT 1';\n" };
const messagesOf = (...files: Parameters<typeof misplacedSql>[0]) =>
  misplacedSql(files, [HOME]).map(({ message }) => message);

describe('Misplaced SQL', () => {
  it('says in which line, be it a fragment inside a template', () => {
    const text =
      'const a = 1;\nexport const filter = (id: string) => `${id} ILIKE $1 AND ${id} IS NOT NULL`;\n';
    expect(messagesOf(inside, { path: 'apps/api/src/health/ready.ts', text })).toEqual([
      'apps/api/src/health/ready.ts:2 holds SQL',
    ]);
  });

  it('leaves comments, tests and sentences alone', () => {
    expect(
      messagesOf(
        inside,
        { path: 'apps/api/src/a.ts', text: '// SELECT is said here only.\nexport const a = 1;\n' },
        { path: 'apps/api/src/a.test.ts', text: "const a = 'SELECT 1';\n" },
        { path: 'apps/api/src/b.ts', text: "export const b = 'Where to select from: nowhere.';\n" },
      ),
    ).toEqual([]);
  });

  it('names a folder that needs no permission any more', () => {
    expect(messagesOf()).toEqual([`${HOME} holds no SQL any more: strike it off SQL_FOLDERS`]);
  });
});

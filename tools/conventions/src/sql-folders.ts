import ts from 'typescript';
import type { Offence, TextFile } from './offence.js';
import { isProductCode } from './product-code.js';

/** Where SQL may stand: everything else asks a repository, whose columns the compiler checks. */
export const SQL_FOLDERS: readonly string[] = [
  'database.ts',
  'deposits/deposit-account.repository.ts',
  'deposits/deposit.repository.ts',
  'deposits/deposits-before.repository.ts',
  'directory/feed',
  'directory/replace-rows.ts',
  'imports/announce-event.ts',
  'imports/fence.ts',
  'migrate.ts',
  'migrations',
  'vie-scolaire',
].map((name) => `packages/persistence/src/${name}`);

/** In capitals, as SQL is written here; no French or English sentence has them. */
const SQL =
  /\b(SELECT|INSERT INTO|DELETE FROM|UPDATE \w|FROM \w|WHERE|JOIN|ILIKE|RETURNING|ORDER BY|GROUP BY|UNION ALL|CREATE TABLE|ALTER TABLE|DROP TABLE|ON CONFLICT|FOR UPDATE)\b/;

/** SQL outside its folders, and folders named here that hold none any more. */
export function misplacedSql(files: readonly TextFile[], folders = SQL_FOLDERS): Offence[] {
  const used = new Set<string>();
  const offences: Offence[] = [];
  for (const { path, text } of files) {
    if (!isProductCode(path) || !SQL.test(text)) continue;
    const folder = folders.find((home) => path === home || path.startsWith(`${home}/`));
    const line = lineOfSql(path, text);
    if (line === undefined) continue;
    if (folder === undefined) offences.push({ key: path, message: `${path}:${line} holds SQL` });
    else used.add(folder);
  }
  const empty = folders.filter((folder) => !used.has(folder));
  return [
    ...offences,
    ...empty.map((folder) => ({
      key: folder,
      message: `${folder} holds no SQL any more: strike it off SQL_FOLDERS`,
    })),
  ];
}

/** The first string with SQL in it; comments may quote some. */
function lineOfSql(path: string, text: string): number | undefined {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const find = (node: ts.Node): ts.Node | undefined => {
    const isText =
      ts.isStringLiteralLike(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isTemplateHead(node);
    return isText && SQL.test(node.text) ? node : ts.forEachChild(node, find);
  };
  const found = find(source);
  return found && source.getLineAndCharacterOfPosition(found.getStart(source)).line + 1;
}

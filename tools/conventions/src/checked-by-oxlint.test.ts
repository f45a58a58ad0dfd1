import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CONFIGURATION = '.oxlintrc.json';
const CONSOLE = 'apps/admin/src';

const COMPILER_OPTIONS = {
  jsx: 'react-jsx',
  strict: true,
  target: 'es2024',
  module: 'nodenext',
  types: [],
  lib: ['es2024', 'dom'],
};

/** A module for each rule that needs types, with the fault it is there for. */
const FAULTS: Readonly<Record<string, string>> = {
  'await-thenable': `export const f = async (n: number) => { await n; };`,
  'no-array-delete': `export const f = (list: string[]) => { delete list[0]; };`,
  'no-base-to-string': `export const f = (o: object) => o.toString();`,
  'no-confusing-void-expression': `export const f = (g: () => void) => { const a = g(); return [a]; };`,
  'no-deprecated': `/** @deprecated */ const old = () => 1;\nexport const f = () => old();`,
  'no-duplicate-type-constituents': `export type T = 'a' | 'b' | 'a';`,
  'no-floating-promises': `export const f = (p: Promise<void>) => { p; };`,
  'no-for-in-array': `export const f = (list: string[]) => { for (const i in list) console.log(i); };`,
  'no-generated-empty-object-type': `export type T = Pick<{ a: string }, never>;`,
  'no-implied-eval': `setTimeout('alert()', 1);`,
  'no-meaningless-void-operator': `export const f = (g: () => void) => { void g(); };`,
  'no-misused-promises': `export const f = (p: Promise<boolean>) => { if (p) console.log(1); };`,
  'no-misused-spread': `export const f = (m: Map<string, string>) => ({ ...m });`,
  'no-mixed-enums': `export enum E { A = 1, B = 'b' }`,
  'no-redundant-type-constituents': `export type T = unknown | string;`,
  'no-unnecessary-boolean-literal-compare': `export const f = (b: boolean) => b === true;`,
  'no-unnecessary-condition': `export const f = (s: string) => s ?? 'none';`,
  'no-unnecessary-template-expression': 'export const f = (s: string) => `${s}`;',
  'no-unnecessary-type-arguments': `export class A<T = number> { a?: T }\nexport const a = new A<number>();`,
  'no-unnecessary-type-assertion': `export const f = (s: string) => s as string;`,
  'no-unnecessary-type-conversion': `export const f = (s: string) => String(s);`,
  'no-unnecessary-type-parameters': `export const f = <T>(t: T): void => { console.log(t); };`,
  'no-unsafe-argument': `export const f = (a: any, g: (s: string) => void) => { g(a); };`,
  'no-unsafe-assignment': `export const f = (a: any) => { const s = a; return [s]; };`,
  'no-unsafe-call': `export const f = (a: any) => { a(); };`,
  'no-unsafe-enum-assignment': `enum E { A, B }\nexport const e: E = 1;`,
  'no-unsafe-enum-comparison': `enum E { A, B }\nexport const f = (e: E) => e === 1;`,
  'no-unsafe-member-access': `export const f = (a: any) => { a.b; };`,
  'no-unsafe-return': `export const f = (a: any) => { return a; };`,
  'no-unsafe-unary-minus': `export const f = (s: string) => -s;`,
  'no-useless-default-assignment': `export const f = ({ a = 1 }: { a: number }) => a;`,
  'only-throw-error': `export const f = (s: string) => { throw s; };`,
  'prefer-promise-reject-errors': `export const f = () => Promise.reject('no');`,
  'prefer-reduce-type-parameter': `export const f = (l: string[]) => l.reduce((a, s) => a.concat(s), [] as string[]);`,
  'prefer-return-this-type': `export class A { f(): A { return this; } }`,
  'related-getter-setter-pairs': `export interface A { get a(): string | undefined; set a(v: string); }`,
  'require-await': `export const f = async () => 1;`,
  'restrict-plus-operands': `export const f = (n: number, s: string) => n + s;`,
  'restrict-template-expressions': 'export const f = (l: string[] | null) => `all: ${l}`;',
  'return-await': `export const f = async (p: Promise<void>) => { try { return p; } catch { return; } };`,
  'switch-exhaustiveness-check': `export const f = (s: 'a' | 'b') => { switch (s) { case 'a': return 1; } return 2; };`,
  'unbound-method': `class A { n = 1; m() { return this.n; } }\nexport const m = new A().m;`,
  'use-unknown-in-catch-callback-variable': `export const f = (p: Promise<void>) => p.catch((e) => [e]);`,
};

/** Likewise, of what React's compiler asks of components and hooks. */
const FAULTS_OF_REACT: Readonly<Record<string, string>> = {
  'error-boundaries': `declare const B: () => any;\nexport function A() { try { return <B />; } catch { return <p>x</p>; } }`,
  'exhaustive-deps': `import { useEffect } from 'react';\nexport function A({ n }: { n: number }) { useEffect(() => { console.log(n); }, []); return <p />; }`,
  globals: `let n = 0;\nexport function A() { n = 2; return <p>{n}</p>; }`,
  immutability: `import { useState } from 'react';\nexport function A({ list }: { list: string[] }) { const [s] = useState({ n: 1 }); list.push('a'); return <p onClick={() => { s.n = 2; }}>{list}</p>; }`,
  'incompatible-library': `import { useVirtualizer } from '@tanstack/react-virtual';\nexport function A() { const v = useVirtualizer({ count: 1, getScrollElement: () => null, estimateSize: () => 1 }); return <p>{v.getTotalSize()}</p>; }`,
  'preserve-manual-memoization': `import { useMemo } from 'react';\nexport function A({ o }: any) { const x = useMemo(() => { return { v: o.items.edges.nodes ?? [] }; }, [o.items?.edges?.nodes]); return <p>{x}</p>; }`,
  purity: `export function A() { const n = Math.random(); return <p>{n}</p>; }`,
  refs: `import { useRef } from 'react';\nexport function A() { const r = useRef(0); return <p>{r.current}</p>; }`,
  'rules-of-hooks': `import { useState } from 'react';\nexport function A({ b }: { b: boolean }) { if (b) { const [s] = useState(0); return <p>{s}</p>; } return null; }`,
  'set-state-in-effect': `import { useEffect, useState } from 'react';\nexport function A({ n }: { n: number }) { const [s, set] = useState(0); useEffect(() => { set(n); }, [n]); return <p>{s}</p>; }`,
  'set-state-in-render': `import { useState } from 'react';\nexport function A() { const [s, set] = useState(0); set(1); return <p>{s}</p>; }`,
  'static-components': `export function A() { const B = () => <p>x</p>; return <B />; }`,
  'unsupported-syntax': `export function A() { return <p>{eval('1')}</p>; }`,
  'use-memo': `import { useMemo } from 'react';\nexport function A({ n }: { n: number }) { const x = useMemo((y: number) => y + n, [n]); return <p>{x}</p>; }`,
  'void-use-memo': `import { useMemo } from 'react';\nexport function A({ n }: { n: number }) { const x = useMemo(() => { console.log(n); }, [n]); return <p>{x}</p>; }`,
};

/** Comments that silence, and whom. */
const COMMENTS = {
  silenced: `// oxlint-disable-next-line typescript/await-thenable\n${FAULTS['await-thenable'] ?? ''}`,
  'needless-silence': `// oxlint-disable-next-line typescript/await-thenable\nexport const a = 1;`,
  'silence-of-eslint': `// eslint-disable-next-line @typescript-eslint/await-thenable\n${FAULTS['await-thenable'] ?? ''}`,
};

describe('What oxlint checks', () => {
  let said: ReadonlyMap<string, string[]>;
  beforeAll(() => {
    const modules = [
      ...Object.entries({ ...FAULTS, ...COMMENTS }).map(([name, text]) => [`${name}.ts`, text] as const),
      ...Object.entries(FAULTS_OF_REACT).map(([name, text]) => [`${CONSOLE}/${name}.tsx`, text] as const),
    ];
    said = lint(new Map(modules));
  });

  it.each([...Object.keys(FAULTS), ...Object.keys(FAULTS_OF_REACT)])('is found: %s', (rule) => {
    expect(said.get(rule)).toContain(rule);
  });

  it('is all planted here', () => {
    const rules = readFileSync(join(ROOT, CONFIGURATION), 'utf8').matchAll(
      /"(?:typescript|react)\/([a-z-]+)"/g,
    );
    expect([...rules].map(([, rule]) => rule).sort()).toEqual(
      [...Object.keys(FAULTS), ...Object.keys(FAULTS_OF_REACT)].sort(),
    );
  });

  it('is silenced by comments of its own, which must be of use', () => {
    expect(Object.keys(COMMENTS).map((name) => said.get(name))).toEqual([
      undefined,
      [''],
      ['await-thenable'],
    ]);
  });
});

/** The rules that speak about each of these modules, by its name. */
function lint(modules: ReadonlyMap<string, string>): Map<string, string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'checked-by-oxlint-'));
  try {
    mkdirSync(join(folder, CONSOLE), { recursive: true });
    copyFileSync(join(ROOT, CONFIGURATION), join(folder, CONFIGURATION));
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: COMPILER_OPTIONS }));
    for (const [path, text] of modules) writeFileSync(join(folder, path), `${text}\n`);
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [join(ROOT, 'node_modules/oxlint/bin/oxlint'), '--format', 'unix'],
      { cwd: folder, encoding: 'utf8' },
    );
    const said = new Map<string, string[]>();
    const lines = /([a-z-]+)\.tsx?:\d+:\d+: .* \[Error(?:\/[a-z-]+\(([a-z-]+)\))?\]/g;
    for (const [, name = '', rule = ''] of stdout.matchAll(lines))
      said.set(name, [...(said.get(name) ?? []), rule]);
    if (said.size === 0) throw new Error(`oxlint finds nothing: ${stdout}${stderr}`);
    return said;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

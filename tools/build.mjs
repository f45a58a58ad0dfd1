// Compiles every workspace's src/ to dist/ with SWC, then bundles the workflows. Type errors are `npm run typecheck`'s
// business: this step only has to be fast, since `npm start` runs it first.
import { transformFile } from '@swc/core';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const WORKSPACES = ['packages/*', 'workflows', 'activities', 'apps/*', 'tools'];

const options = {
  swcrc: false,
  sourceMaps: true,
  module: { type: 'es6' },
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
};

async function workspaces() {
  const found = [];
  for (const pattern of WORKSPACES) {
    if (!pattern.endsWith('/*')) found.push(pattern);
    else {
      const parent = pattern.slice(0, -2);
      for (const name of await readdir(join(root, parent))) found.push(`${parent}/${name}`);
    }
  }
  return found;
}

async function sourcesOf(workspace) {
  const src = join(root, workspace, 'src');
  const entries = await readdir(src, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, out: join(root, workspace, 'dist', relative(src, file)) }))
    .filter(({ file }) => !file.endsWith('.test.ts'));
}

const mtime = async (file) => (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;

/** Compiles what is newer than its output; returns whether anything was. */
async function compile({ file, out }) {
  const target = file.endsWith('.ts') ? out.replace(/\.ts$/, '.js') : out;
  if ((await mtime(target)) > (await mtime(file))) return false;
  await mkdir(dirname(target), { recursive: true });
  if (file.endsWith('.ts')) {
    const { code, map } = await transformFile(file, options);
    await writeFile(`${target}.map`, map);
    await writeFile(target, `${code}\n//# sourceMappingURL=${relative(dirname(target), target)}.map\n`);
  } else {
    await writeFile(target, await readFile(file));
  }
  return true;
}

export async function build({ clean = false } = {}) {
  const all = await workspaces();
  if (clean)
    for (const workspace of all) await rm(join(root, workspace, 'dist'), { recursive: true, force: true });
  let bundleStale = (await mtime(join(root, 'workflows/dist/bundle.cjs'))) === 0;
  for (const workspace of all) {
    const built = await Promise.all((await sourcesOf(workspace)).map(compile));
    if (built.includes(true) && /^(workflows|packages\/domain)$/.test(workspace)) bundleStale = true;
  }
  if (bundleStale) {
    const { bundleWorkflows } = await import(
      pathToFileURL(join(root, 'tools/dist/build/bundle-workflows.js')).href
    );
    await bundleWorkflows(join(root, 'workflows/dist/index.js'), join(root, 'workflows/dist/bundle.cjs'));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build({ clean: true });
}

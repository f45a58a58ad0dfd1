// Adds to package-lock.json the optional packages of other systems (macOS, Windows, other processors) that npm left out.
//   node tools/scripts/complete-lock.mjs  after an `npm install` that changed the lock file
//
// npm writes them only when the registry it talks to carries them; a partial mirror does not, and `npm ci` then refuses
// the lock file everywhere (« Missing: @swc/core-darwin-arm64@ from lock file »). They need no more than their version
// and the system they are for: npm skips what is not for the machine at hand.
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const file = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'package-lock.json');
const OPERATING_SYSTEMS = [
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
];
const PROCESSORS = ['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

const lock = JSON.parse(await readFile(file, 'utf8'));
const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {}, dev }]) =>
  Object.entries(optionalDependencies)
    .filter(([name]) => !isLocked(path, name))
    .map(([name, version]) => ({ name, version, dev })),
);
for (const { name, version, dev } of missing) {
  if (!/^\d/.test(version)) throw new Error(`${name}@${version}: only exact versions can be added`);
  lock.packages[`node_modules/${name}`] = {
    version,
    ...systemOf(name),
    ...(dev ? { dev } : {}),
    optional: true,
  };
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')),
);
await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${missing.length} packages of other systems added to package-lock.json`);

/** Where Node would look for it from `path`: beside, then in every folder above. */
function isLocked(path, name) {
  for (let folder = path; ; folder = folder.replace(/\/?(node_modules\/)?(@[^/]+\/)?[^/]+$/, '')) {
    if (`${folder === '' ? '' : `${folder}/`}node_modules/${name}` in lock.packages) return true;
    if (folder === '') return false;
  }
}

/** By the usual names: `<package>-<system>-<processor>[-<C library>]`. */
function systemOf(name) {
  const words = name.split(/[/-]/);
  const os = words.filter((word) => OPERATING_SYSTEMS.includes(word));
  const cpu = words.filter((word) => PROCESSORS.includes(word));
  const libc = words.includes('musl') ? ['musl'] : words.includes('gnu') ? ['glibc'] : undefined;
  if (os.length !== 1 || cpu.length !== 1) throw new Error(`${name}: for which system is it?`);
  return { cpu, ...(libc === undefined || os[0] !== 'linux' ? {} : { libc }), os };
}

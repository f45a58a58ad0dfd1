import { Random } from '@timetable/generator';
import { mangledExport } from './mangled-export.js';
import { zippedEntries } from './zipped.js';

type Files = Map<string, Buffer>;

/** What hands and programs do to the files of an archive. */
const CHANGES: readonly ((files: Files, name: string, random: Random) => void)[] = [
  // Three times: most of what happens, happens inside a file.
  ...[1, 2, 3].map(() => (files: Files, name: string, random: Random) => {
    files.set(name, mangledExport(String(files.get(name)), random.integer(1_000_000)));
  }),
  (files, name) => files.delete(name),
  (files, name) => files.set(name, Buffer.alloc(0)),
  (files, name, random) => {
    const content = files.get(name) ?? Buffer.alloc(0);
    files.delete(name);
    files.set(`${random.pick(['dossier/', 'é à/', '__MACOSX/', '.', '~$'])}${name}`, content);
  },
  (files, name, random) =>
    files.set(
      random.pick([`copie/${name}`, name.toUpperCase(), `${name}.bak`]),
      files.get(name) ?? Buffer.alloc(0),
    ),
  (files, name) => files.set(name, Buffer.from(`\ufeff${String(files.get(name))}`, 'utf16le')),
  (files, name, random) =>
    files.set(
      name,
      Buffer.from(
        String(files.get(name)).replace(
          /encoding="[^"]*"/,
          `encoding="${random.pick(['EBCDIC', 'UTF-16', 'ISO-8859-1', 'UTF-8'])}"`,
        ),
      ),
    ),
  (files, name, random) => {
    const names = [...files.keys()];
    files.set(name, files.get(random.pick(names)) ?? Buffer.alloc(0));
  },
];

/** An archive after one to four changes that real life, or malice, could make to its files, or to its bytes. */
export async function mangledArchive(files: ReadonlyMap<string, Buffer>, seed: number): Promise<Buffer> {
  const random = new Random(seed, 'archive');
  const mangled = new Map(files);
  for (let change = 0; change <= random.integer(4) && mangled.size > 0; change += 1)
    random.pick(CHANGES)(mangled, random.pick([...mangled.keys()]), random);
  const bytes = Buffer.from(await zippedEntries(mangled));
  // One archive in five has bytes altered too, or is cut.
  if (random.integer(5) === 0) bytes.writeUInt8(random.integer(256), random.integer(bytes.length));
  return random.integer(20) === 0 ? bytes.subarray(0, random.integer(bytes.length)) : bytes;
}

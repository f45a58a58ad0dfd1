import { Dice, mangledExport } from './mangled-export.js';
import { zippedEntries } from './zipped.js';

type Files = Map<string, Buffer>;

/** What hands and programs do to the files of an archive. */
const CHANGES: readonly ((files: Files, name: string, dice: Dice) => void)[] = [
  // Three times: most of what happens, happens inside a file.
  ...[1, 2, 3].map(() => (files: Files, name: string, dice: Dice) => {
    files.set(name, mangledExport(String(files.get(name)), dice.roll(1_000_000)));
  }),
  (files, name) => files.delete(name),
  (files, name) => files.set(name, Buffer.alloc(0)),
  (files, name, dice) => {
    const content = files.get(name) ?? Buffer.alloc(0);
    files.delete(name);
    files.set(`${dice.pick(['dossier/', 'é à/', '__MACOSX/', '.', '~$'])}${name}`, content);
  },
  (files, name, dice) =>
    files.set(
      dice.pick([`copie/${name}`, name.toUpperCase(), `${name}.bak`]),
      files.get(name) ?? Buffer.alloc(0),
    ),
  (files, name) => files.set(name, Buffer.from(`\ufeff${String(files.get(name))}`, 'utf16le')),
  (files, name, dice) =>
    files.set(
      name,
      Buffer.from(
        String(files.get(name)).replace(
          /encoding="[^"]*"/,
          `encoding="${dice.pick(['EBCDIC', 'UTF-16', 'ISO-8859-1', 'UTF-8'])}"`,
        ),
      ),
    ),
  (files, name, dice) => {
    const names = [...files.keys()];
    files.set(name, files.get(dice.pick(names)) ?? Buffer.alloc(0));
  },
];

/** An archive after one to four changes that real life, or malice, could make to its files, or to its bytes. */
export async function mangledArchive(files: ReadonlyMap<string, Buffer>, seed: number): Promise<Buffer> {
  const dice = new Dice(seed);
  const mangled = new Map(files);
  for (let change = 0; change <= dice.roll(4) && mangled.size > 0; change += 1)
    dice.pick(CHANGES)(mangled, dice.pick([...mangled.keys()]), dice);
  const bytes = Buffer.from(await zippedEntries(mangled));
  // One archive in five has bytes altered too, or is cut.
  if (dice.roll(5) === 0) bytes.writeUInt8(dice.roll(256), dice.roll(bytes.length));
  return dice.roll(20) === 0 ? bytes.subarray(0, dice.roll(bytes.length)) : bytes;
}

// npm run generate-export -- --help
import { createPublicKey } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { ExportPartner } from '../encrypted-container.js';
import { expectedSessions } from '../expected-sessions.js';
import { csvArchive } from '../csv-directory.js';
import { entDirectory, type EntDirectory } from '../ent-directory.js';
import { packExport, writeExport } from '../export-file.js';
import { exportHelp, readExportOptions, type ExportOptions } from '../export-options.js';
import { makeSchool } from '../make-school.js';
import { mutate } from '../mutations.js';

try {
  const options = readExportOptions(process.argv.slice(2), new Date());
  if (options === undefined) console.log(exportHelp());
  else if (options.from === undefined) await generate(options);
  else await pack(options.from, options);
} catch (error) {
  if (!(error instanceof RangeError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function generate(options: ExportOptions): Promise<void> {
  const school = options.mutations.reduce(
    (changed, mutation) => mutate(changed, mutation, options.school.seed),
    makeSchool(options.school),
  );
  await writeExport(school, options.file, { format: options.format, ...(await formOf(options)) });
  console.log(`${options.file} : année ${school.calendar.label}, UAI ${school.uai}`);
  console.log(
    `  ${school.pupils.length} élèves, ${school.classes.length} classes, ${school.groups.length} groupes, ` +
      `${school.teachers.length} enseignants, ${school.courses.length} cours`,
  );
  console.log(`  ${count(expectedSessions(school))} séances attendues sur l’année`);
  if (options.directory === undefined) return;
  await writeDirectory(options.directory, entDirectory(school, options));
}

async function pack(from: string, options: ExportOptions): Promise<void> {
  await packExport(from, options.file, await formOf(options));
  console.log(`${options.file} : ${from}${options.publicKeyFile === undefined ? '' : ', chiffré'}`);
}

async function formOf(options: ExportOptions): Promise<{ zip: boolean; partners?: ExportPartner[] }> {
  const partners = await partnersOf(options);
  return { zip: options.zip, ...(partners !== undefined && { partners }) };
}

async function writeDirectory(file: string, directory: EntDirectory): Promise<void> {
  const isTables = file.endsWith('.zip');
  await writeFile(file, isTables ? await csvArchive(directory) : JSON.stringify(directory, null, 2));
  const how = isTables
    ? 'POST /api/v1/campuses/<campus>/directory/uploads'
    : 'PUT /api/v1/campuses/<campus>/directory';
  console.log(`${file} : annuaire à envoyer par ${how}`);
}

async function partnersOf({ publicKeyFile, partner }: ExportOptions): Promise<ExportPartner[] | undefined> {
  if (publicKeyFile === undefined) return undefined;
  try {
    return [{ name: partner, publicKey: createPublicKey(await readFile(publicKeyFile)) }];
  } catch (error) {
    throw new RangeError(`${publicKeyFile} n’est pas une clé publique lisible (PEM).`, { cause: error });
  }
}

/** A file of 100 MB announces millions of sessions: they are counted, never held. */
function count(items: Iterable<unknown>): number {
  return Iterator.from(items).reduce<number>((total) => total + 1, 0);
}

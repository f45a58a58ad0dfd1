// npm run generate-export -- --help
import { createPublicKey } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { ExportPartner } from '../encrypted-container.js';
import { expectedSessions } from '../expected-sessions.js';
import { entDirectory } from '../ent-directory.js';
import { writeExport } from '../export-file.js';
import { exportHelp, readExportOptions, type ExportOptions } from '../export-options.js';
import { makeSchool } from '../make-school.js';
import { mutate } from '../mutations.js';

try {
  const options = readExportOptions(process.argv.slice(2), new Date());
  if (options === undefined) console.log(exportHelp());
  else await generate(options);
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
  const partners = await partnersOf(options);
  await writeExport(school, options.file, {
    format: options.format,
    zip: options.zip,
    ...(partners !== undefined && { partners }),
  });
  console.log(`${options.file} : année ${school.calendar.label}, UAI ${school.uai}`);
  console.log(
    `  ${school.pupils.length} élèves, ${school.classes.length} classes, ${school.groups.length} groupes, ` +
      `${school.teachers.length} enseignants, ${school.courses.length} cours`,
  );
  console.log(`  ${count(expectedSessions(school))} séances attendues sur l’année`);
  if (options.directory === undefined) return;
  await writeFile(options.directory, JSON.stringify(entDirectory(school, options), null, 2));
  console.log(`${options.directory} : annuaire à envoyer par PUT /api/v1/campuses/<campus>/directory`);
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

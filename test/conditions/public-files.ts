import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A file that the publisher of EDT made public; read where it lies, never copied into this repository. */
export interface PublicFile {
  readonly path: string;
  /** Why it cannot be read here; undefined: it can. */
  readonly obstacle: string | undefined;
}

const DIRECTORY = '../shared/samples/edt';
const ROOT = join(import.meta.dirname, '../..');

export const PUBLIC_FILES = {
  /** The demo export in clear, school year 2012-13. */
  export: publicFile('Edt_Enclair_2013_v1.1_0134567A.xml'),
  encryptedExport: publicFile('Edt_chiffre_2013a_0134567A.xml'),
  schema: publicFile('ExportEmploiDuTemps_v1.1.xsd'),
  containerSchema: publicFile('ConteneurExportChiffre.xsd'),
} as const;

function publicFile(name: string): PublicFile {
  const path = join(ROOT, DIRECTORY, name);
  return { path, obstacle: existsSync(path) ? undefined : `${DIRECTORY}/${name} is not here` };
}

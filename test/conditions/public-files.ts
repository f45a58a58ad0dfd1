import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A file that somebody made public; read where it lies, never copied into this repository. */
export interface PublicFile {
  readonly path: string;
  /** Why it cannot be read here; undefined: it can. */
  readonly obstacle: string | undefined;
}

const DIRECTORY = '../shared/samples';
const ROOT = join(import.meta.dirname, '../..');

export const PUBLIC_FILES = {
  /** The demo export in clear, school year 2012-13. */
  export: publicFile('edt/Edt_Enclair_2013_v1.1_0134567A.xml'),
  encryptedExport: publicFile('edt/Edt_chiffre_2013a_0134567A.xml'),
  schema: publicFile('edt/ExportEmploiDuTemps_v1.1.xsd'),
  containerSchema: publicFile('edt/ConteneurExportChiffre.xsd'),
  /** Exchanges with STSWEB that were made for tests: of a class, of a group; weeks of 2099 in a year that is 2018. */
  stsOfClass: exchange('sts/case1'),
  stsOfGroup: exchange('sts/case4'),
} as const;

function exchange(name: string): { readonly empSts: PublicFile; readonly stsEmp: PublicFile } {
  return { empSts: publicFile(`${name}_emp_sts.xml`), stsEmp: publicFile(`${name}_sts_emp.xml`) };
}

function publicFile(name: string): PublicFile {
  const path = join(ROOT, DIRECTORY, name);
  return { path, obstacle: existsSync(path) ? undefined : `${DIRECTORY}/${name} is not here` };
}

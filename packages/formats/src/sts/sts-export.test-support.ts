import type { StswebExport } from '@timetable/domain';
import yazl from 'yazl';
import { memorySource, readTimetable, type ReadResult, type ReadTimetable } from '../index.js';

const DECLARATION = '<?xml version="1.0" encoding="ISO-8859-15"?>';

/** Two classes, a group of one, a « regroupement » of both, two teachers, one of them local; 2026-08-31 is a Monday. */
export const STS_EMP = `${DECLARATION}
<STS_EDT>
  <PARAMETRES>
    <UAJ CODE="9990001X"><DENOM_PRINC>COLLÈGE</DENOM_PRINC></UAJ>
    <ANNEE_SCOLAIRE ANNEE="2026">
      <DATE_DEBUT>
        2026-09-01
      </DATE_DEBUT>
      <DATE_FIN>2027-08-31</DATE_FIN>
    </ANNEE_SCOLAIRE>
  </PARAMETRES>
  <NOMENCLATURES>
    <MATIERES>
      <MATIERE CODE="020700">
        <CODE_GESTION>
          FRANC
        </CODE_GESTION>
        <LIBELLE_COURT>FRANCAIS</LIBELLE_COURT>
        <LIBELLE_EDITION>
          Français
        </LIBELLE_EDITION>
      </MATIERE>
      <MATIERE CODE="100100"><CODE_GESTION>EPS</CODE_GESTION><LIBELLE_LONG>E.P.S.</LIBELLE_LONG></MATIERE>
      <MATIERE CODE="061300"><CODE_GESTION>MATHS</CODE_GESTION></MATIERE>
    </MATIERES>
  </NOMENCLATURES>
  <DONNEES>
    <INDIVIDUS>
      <INDIVIDU ID="4711" TYPE="epp">
        <NOM_USAGE>
          DUPONT
        </NOM_USAGE>
        <NOM_PATRONYMIQUE>MOREL</NOM_PATRONYMIQUE>
        <PRENOM>Zoé</PRENOM>
        <DATE_NAISSANCE>1980-05-17</DATE_NAISSANCE>
        <FONCTION>ENS</FONCTION>
      </INDIVIDU>
      <INDIVIDU ID="4711" TYPE="local"><NOM_USAGE>MARTIN</NOM_USAGE><PRENOM>Léo</PRENOM></INDIVIDU>
      <INDIVIDU ID="5000" TYPE="epp"><NOM_USAGE>LEGRAND</NOM_USAGE><PRENOM>Guy</PRENOM><FONCTION>DIR</FONCTION></INDIVIDU>
    </INDIVIDUS>
    <STRUCTURE>
      <DIVISIONS><DIVISION CODE="6A"/><DIVISION CODE="6B"/></DIVISIONS>
      <GROUPES>
        <GROUPE CODE="6A_GR1"><DIVISIONS_APPARTENANCE><DIVISION_APPARTENANCE CODE="6A"/></DIVISIONS_APPARTENANCE></GROUPE>
      </GROUPES>
    </STRUCTURE>
  </DONNEES>
</STS_EDT>`;

export interface EmpSts {
  readonly uai?: string;
  readonly year?: string;
  readonly alternations?: string;
  readonly rooms?: string;
  readonly structure?: string;
}

const ALTERNATIONS = `
  <ALTERNANCE CODE="H"><SEMAINES>
    <DATE_DEBUT_SEMAINE>2026-08-31</DATE_DEBUT_SEMAINE><DATE_DEBUT_SEMAINE>2026-09-07</DATE_DEBUT_SEMAINE>
    <DATE_DEBUT_SEMAINE>2026-09-14</DATE_DEBUT_SEMAINE>
  </SEMAINES></ALTERNANCE>
  <ALTERNANCE CODE="Q1"><LIBELLE_COURT>Quinzaine 1</LIBELLE_COURT><SEMAINES>
    <DATE_DEBUT_SEMAINE>
      2026-09-06
    </DATE_DEBUT_SEMAINE>
  </SEMAINES></ALTERNANCE>`;

export interface Lesson {
  readonly alternation?: string;
  readonly day?: string;
  readonly start?: string;
  readonly length?: string;
  readonly room?: string;
}

export const cours = ({
  alternation = 'H',
  day = '4',
  start = '0802',
  length = '0055',
  room,
}: Lesson = {}): string =>
  `<COURS><CODE_ALTERNANCE>${alternation}</CODE_ALTERNANCE><JOUR>${day}</JOUR><HEURE_DEBUT>${start}</HEURE_DEBUT>
    <DUREE>${length}</DUREE>${room === undefined ? '' : `<CODE_SALLE>${room}</CODE_SALLE>`}</COURS>`;

export const enseignant = (attributes: string, ...lessons: readonly string[]): string =>
  `<ENSEIGNANT ${attributes}><HEURES_AGENT>4.00</HEURES_AGENT><COURS_RATTACHES>${lessons.join('')}</COURS_RATTACHES></ENSEIGNANT>`;

export const service = (subject: string, ...teachers: readonly string[]): string =>
  `<SERVICE CODE_MATIERE="${subject}" CODE_MOD_COURS="CG"><ENSEIGNANTS>${teachers.join('')}</ENSEIGNANTS></SERVICE>`;

const ZOE = 'TYPE="epp" ID="4711"';
const LEO = 'TYPE="local" ID="4711"';

const STRUCTURE = `
  <DIVISIONS>
    <DIVISION CODE="6A"><SERVICES>${service('020700', enseignant(ZOE, cours({ room: 'B12' })))}</SERVICES></DIVISION>
  </DIVISIONS>
  <GROUPES>
    <GROUPE CODE="6A_GR1"><SERVICES>${service('061300', enseignant(LEO, cours({ alternation: 'Q1', day: '1', start: '1402', length: '0130' })))}</SERVICES></GROUPE>
    <GROUPE CODE="6AB_EPS">
      <DIVISIONS_APPARTENANCE><DIVISION_APPARTENANCE CODE="6A"/><DIVISION_APPARTENANCE CODE="6B"/></DIVISIONS_APPARTENANCE>
      <SERVICES>${service('100100', enseignant(ZOE, cours({ day: '2', room: 'GYM' })), enseignant(LEO, cours({ day: '2', room: 'GYM', alternation: 'Q1' })))}</SERVICES>
    </GROUPE>
  </GROUPES>`;

export const empSts = ({
  uai = '9990001X',
  year = '2026',
  alternations = ALTERNATIONS,
  rooms = '<SALLE_COURS CODE="B12"/>',
  structure = STRUCTURE,
}: EmpSts = {}): string => `${DECLARATION}
<EDT_STS>
  <PARAMETRES><UAJ>${uai}</UAJ><ANNEE_SCOLAIRE>${year}</ANNEE_SCOLAIRE><APPLICATION_SOURCE>EDITEUR_PRIVE</APPLICATION_SOURCE></PARAMETRES>
  <DONNEES>
    <HORAIRES><HORAIRE JOUR="1"/><HORAIRE JOUR="2"/><HORAIRE JOUR="5"/></HORAIRES>
    <ALTERNANCES>${alternations}</ALTERNANCES>
    <SALLES_COURS>${rooms}</SALLES_COURS>
    <INDIVIDUS><INDIVIDU ID="4711"><ARES/></INDIVIDU></INDIVIDUS>
    <STRUCTURE>${structure}</STRUCTURE>
  </DONNEES>
</EDT_STS>`;

/** The services of one class, as the whole structure. */
export const ofClass = (...services: readonly string[]): string =>
  `<DIVISIONS><DIVISION CODE="6A"><SERVICES>${services.join('')}</SERVICES></DIVISION></DIVISIONS>`;

export async function stsArchive(files: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, content] of Object.entries(files))
    zip.addBuffer(typeof content === 'string' ? Buffer.from(content, 'latin1') : content, name);
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** @param kept what of STSWEB is kept */
export const readSts = (bytes: Uint8Array, kept?: StswebExport): Promise<ReadResult> =>
  readTimetable(
    memorySource(bytes),
    { maxXmlBytes: 20_000_000 },
    {
      stswebExports: {
        find: ({ uai, startYear }) =>
          Promise.resolve(kept?.uai === uai && kept.startYear === startYear ? kept : undefined),
      },
    },
  );

/** Both files in an archive. @throws when they are refused */
export async function readStsTimetable(emp: EmpSts = {}, stsEmp = STS_EMP): Promise<ReadTimetable> {
  const read = await readSts(await stsArchive({ 'emp_sts.xml': empSts(emp), 'sts_emp.xml': stsEmp }));
  if (read.kind !== 'timetable') throw new Error(`${read.code}: ${read.message}`);
  return read;
}

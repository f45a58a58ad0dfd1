import { normaliseName } from '@timetable/domain';

/** What a column may say. */
export type CsvColumn =
  | 'id'
  | 'lastName'
  | 'firstName'
  | 'birthDate'
  | 'className'
  | 'nationalId'
  | 'sieclId'
  | 'stsId'
  | 'email'
  | 'function';

/** Headings as schools write them, without case, accents nor signs (« Prénom* », « N° INE », « Né(e) le »). */
const HEADINGS: Readonly<Record<CsvColumn, readonly string[]>> = {
  id: ['identifiant', 'id', 'identifiant ent', 'id ent', 'identifiant de l ent'],
  lastName: [
    'nom',
    'nom de famille',
    'nom d usage',
    'nom usage',
    'nom de l eleve',
    'nom eleve',
    'nom enseignant',
  ],
  firstName: ['prenom', 'prenoms', 'prenom usuel', 'prenom de l eleve', 'prenom eleve', 'prenom enseignant'],
  birthDate: ['date de naissance', 'date naissance', 'date naiss', 'naissance', 'ne le', 'nee le', 'ne e le'],
  className: [
    'classe',
    'classes',
    'division',
    'divisions',
    'nom de la classe',
    'code classe',
    'code division',
  ],
  nationalId: ['ine', 'n ine', 'no ine', 'numero ine', 'identifiant national', 'id national', 'code ine'],
  sieclId: ['n siecle', 'numero siecle', 'id siecle', 'identifiant siecle', 'eleve id', 'numero interne'],
  stsId: ['id sts', 'identifiant sts', 'n sts', 'numero sts', 'sts'],
  email: [
    'email',
    'e mail',
    'mail',
    'mel',
    'courriel',
    'adresse mail',
    'adresse e mail',
    'adresse email',
    'adresse electronique',
  ],
  function: ['fonction', 'fonctions', 'discipline', 'disciplines', 'matiere', 'matieres'],
};

const isColumn = (name: string): name is CsvColumn => name in HEADINGS;
const BY_HEADING: ReadonlyMap<string, CsvColumn> = new Map(
  Object.keys(HEADINGS)
    .filter(isColumn)
    .flatMap((column) => HEADINGS[column].map((heading): [string, CsvColumn] => [heading, column])),
);

/** What each column of a first row says; undefined: nothing that a directory has. */
export const columnsOf = (headings: readonly string[]): (CsvColumn | undefined)[] =>
  headings.map((heading) => BY_HEADING.get(normaliseName(heading)));

import {
  exportAgain,
  programOf,
  saidOf,
  type ProgramSentence,
  type TimetableProgram,
} from '../timetable/timetable-program.js';
import type { Problem, ProblemEntry } from './problem.js';
import type { ReadingProblemCode } from './reading-problem-code.js';

/** A kind of problem of files of every format, in the words of the program that wrote the file. */
type CatalogueEntry = Omit<ProblemEntry, 'meaning' | 'advice'> & {
  readonly meaning: ProgramSentence;
  readonly advice: ProgramSentence;
};

const COMPLETE_EXPORT: ProgramSentence = ({ name }) =>
  `Refaites un export complet depuis ${name}, sans rien décocher parmi les données à exporter.`;
const fatal = (meaning: ProgramSentence, advice: ProgramSentence = exportAgain): CatalogueEntry => ({
  severity: 'error',
  isFatal: true,
  meaning,
  advice,
});
const error = (meaning: ProgramSentence, advice: ProgramSentence = exportAgain): CatalogueEntry => ({
  ...fatal(meaning, advice),
  isFatal: false,
});
const warning = (meaning: ProgramSentence, advice: ProgramSentence): CatalogueEntry => ({
  ...error(meaning, advice),
  severity: 'warning',
});
/** What every good export may have, and nobody has to mend. */
const information = (meaning: ProgramSentence, advice: ProgramSentence): CatalogueEntry => ({
  ...warning(meaning, advice),
  isInformation: true,
});

/** Problems that a reader reports, row by row. */
const READING_PROBLEMS: Readonly<Record<ReadingProblemCode, CatalogueEntry>> = {
  section_missing: fatal('Une partie que tout export contient est absente du fichier.', COMPLETE_EXPORT),
  unknown_section: information(
    'Le fichier contient une partie que l’import ne connaît pas ; elle est laissée de côté.',
    'Il n’y a rien à faire.',
  ),
  year_date_unreadable: fatal(
    'Une date de l’année scolaire est absente ou illisible.',
    ({ of }) => `Vérifiez dans les paramètres ${of} les dates de l’année scolaire, puis refaites l’export.`,
  ),
  grid_unreadable: error(
    'Le nombre de places par jour ou leur durée est absent ou illisible.',
    ({ of }) => `Vérifiez dans les paramètres ${of} la grille horaire, puis refaites l’export.`,
  ),
  open_day_unreadable: error(
    'Un jour ouvré n’est pas un jour de la semaine.',
    ({ of }) => `Vérifiez dans les paramètres ${of} les jours ouvrés, puis refaites l’export.`,
  ),
  place_unreadable: error(
    'Une place de la grille horaire n’a ni numéro ni heure de début lisible.',
    ({ of }) => `Vérifiez dans les paramètres ${of} les libellés des heures, puis refaites l’export.`,
  ),
  place_end_unreadable: error(
    'L’heure de fin d’une place de la grille horaire est illisible ; les séances qui finissent à cette place gardent l’heure de fin que l’ENT connaît.',
    ({ of }) => `Vérifiez dans les paramètres ${of} les libellés des heures, puis refaites l’export.`,
  ),
  place_duplicate: error('Deux places de la grille horaire ont le même numéro.'),
  place_missing: error('Il manque une place dans la grille horaire : les suivantes sont inutilisables.'),
  ident_unreadable: error(
    'Une ligne du fichier n’a pas de numéro lisible : rien ne peut y renvoyer. Ce que l’ENT sait d’elle est conservé.',
  ),
  reference_unreadable: error(
    'Une ligne du fichier renvoie à une autre sans numéro lisible ; ce que l’ENT en sait est conservé.',
  ),
  name_missing: warning(
    'Une matière, une classe, un groupe ou une salle n’a pas de nom.',
    ({ name }) => `Donnez-lui un nom dans ${name}.`,
  ),
  birth_date_missing: warning(
    'Des élèves n’ont pas de date de naissance : ils ne sont reconnus par leur nom que s’ils n’ont pas d’homonyme.',
    ({ name }) => `Complétez la date de naissance dans la fiche de l’élève, dans ${name}.`,
  ),
  birth_date_unreadable: warning(
    'Une date de naissance est illisible.',
    ({ name }) => `Corrigez la date de naissance dans la fiche de la personne, dans ${name}.`,
  ),
  membership_date_unreadable: warning(
    'Une date d’entrée ou de sortie d’élève est illisible ; les rattachements de cet élève que l’ENT connaît sont conservés.',
    ({ name }) =>
      `Corrigez dans ${name} les dates d’entrée et de sortie de l’élève dans sa classe ou sa partie de classe.`,
  ),
  course_slot_unreadable: error(
    'Le jour ou l’heure d’un cours est illisible ; ses séances que l’ENT connaît sont conservées.',
  ),
  course_several_subjects: error('Un cours a plusieurs matières ; la première est retenue.'),
  weeks_unreadable: error('Les semaines d’un cours sont illisibles ; ce que l’ENT en sait est conservé.'),
  course_pupil_excluded: warning(
    'Un élève est retiré d’un cours prévu pour sa classe ou son groupe ; l’ENT lui montre ce cours malgré tout.',
    ({ name }) =>
      `Affectez ce cours, dans ${name}, à un groupe ou à une partie de classe dont cet élève ne fait pas partie.`,
  ),
  encoding_misdeclared: warning(
    'Les caractères du fichier ne sont pas codés comme il le déclare ; il a été lu comme il est réellement, accents compris.',
    ({ that }) =>
      `Le fichier a sans doute été modifié par un autre logiciel : déposez l’export tel ${that} l’a produit.`,
  ),
  text_garbled: warning(
    'Des noms du fichier ont des accents abîmés (« Ã© » au lieu de « é ») ; ils sont affichés ainsi.',
    ({ name, that }) =>
      `Vérifiez ces noms dans ${name}. S’ils y sont corrects, le fichier a été modifié par un autre logiciel : déposez l’export tel ${that} l’a produit.`,
  ),
  read_by_description: information(
    'Le format du fichier n’est pas publié : le fichier est lu d’après sa description.',
    'Après le premier import, comparez l’emploi du temps de quelques classes avec celui du logiciel.',
  ),
  week_unpublished: information(
    'Les cours réels d’une semaine qui n’est pas publiée sont laissés de côté.',
    'Il n’y a rien à faire, à moins que cette semaine ne soit à publier : publiez-la alors dans le logiciel.',
  ),
  version_unknown: information(
    'Le fichier est d’une version que l’import ne connaît pas encore ; il a été lu comme les versions connues.',
    'Comparez l’emploi du temps de quelques classes avec celui du logiciel, et signalez cette version à l’exploitant de l’ENT.',
  ),
  completed_by_ent: information(
    'Ce format ne dit ni qui sont les élèves, ni quels jours sont fériés ou fermés : les membres des classes et des groupes restent ceux de l’ENT, et les jours fériés ou fermés dans l’ENT n’ont pas de séance.',
    'Vérifiez que les fermetures de l’année sont à jour dans l’ENT.',
  ),
};

/** Problems that rules find in the whole file. */
const RULE_PROBLEMS = {
  year_dates_inverted: fatal(
    'L’année scolaire du fichier finit avant de commencer.',
    ({ of }) => `Vérifiez dans les paramètres ${of} les dates de l’année scolaire, puis refaites l’export.`,
  ),
  first_week_not_monday: fatal(
    'La semaine 1 du fichier ne commence pas un lundi : les séances tomberaient aux mauvaises dates.',
    ({ of }) =>
      `Vérifiez dans les paramètres ${of} le premier jour de l’année scolaire, puis refaites l’export.`,
  ),
  first_week_far_from_start: warning(
    'La semaine 1 du fichier est loin du premier jour de l’année scolaire.',
    ({ of }) => `Vérifiez dans les paramètres ${of} les dates de l’année scolaire.`,
  ),
  place_out_of_order: fatal(
    'Les heures de la grille horaire ne se suivent pas.',
    ({ of }) => `Vérifiez dans les paramètres ${of} les libellés des heures, puis refaites l’export.`,
  ),
  ident_duplicate: fatal('Deux lignes du fichier ont le même identifiant.'),
  row_missing: error(
    'Le fichier renvoie à une matière, un enseignant, une classe, un groupe ou une salle qu’il ne décrit pas ; ces liens sont laissés de côté, et ce que l’ENT en sait est conservé.',
    ({ name }) =>
      `Vérifiez dans ${name} que cette ressource existe encore et qu’elle est exportée, puis refaites l’export.`,
  ),
  section_without_rows: error(
    'Une partie du fichier est vide, alors que le reste du fichier y renvoie ; ce que l’ENT en sait est conservé.',
    COMPLETE_EXPORT,
  ),
  pupil_part_unknown: information(
    'Des élèves sont dans une partie de classe que le fichier ne décrit pas ; c’est sans effet sur les groupes.',
    ({ name }) =>
      `Vérifiez dans ${name} les parties de classe de ces élèves si un groupe vous semble incomplet.`,
  ),
  place_outside_grid: error(
    'Un cours est placé en dehors de la grille horaire ; ses séances que l’ENT connaît sont conservées.',
    ({ name }) => `Replacez ce cours dans ${name}, ou agrandissez la grille horaire.`,
  ),
  weeks_out_of_year: error(
    'Un cours a lieu dans des semaines qui sont hors de l’année scolaire ; elles sont laissées de côté.',
    ({ name }) => `Vérifiez dans ${name} les semaines de ce cours et les dates de l’année scolaire.`,
  ),
  day_not_open: warning(
    'Un cours a lieu un jour qui n’est pas ouvré.',
    ({ of }) => `Déplacez ce cours, ou ouvrez ce jour dans les paramètres ${of}.`,
  ),
  course_without_length: warning(
    'Un cours n’a aucune durée ; il ne donne pas de séance.',
    ({ name }) => `Donnez une durée à ce cours dans ${name}, ou supprimez-le.`,
  ),
  course_without_subject: warning(
    'Un cours n’a pas de matière ; ses séances n’en auront pas non plus.',
    ({ name }) => `Donnez une matière à ce cours dans ${name}.`,
  ),
  course_without_resource: information(
    'Des cours n’ont ni enseignant, ni classe, ni groupe, ni salle ; ils ne donnent pas de séance.',
    ({ name }) => `Il n’y a rien à faire si ces cours sont vides dans ${name} ; sinon, complétez-les.`,
  ),
  course_without_audience: warning(
    'Des cours n’ont ni classe ni groupe ; aucun élève ne verra leurs séances.',
    ({ name }) => `Affectez une classe ou un groupe à ces cours dans ${name}.`,
  ),
  course_group_narrowed: warning(
    'Des cours désignent un groupe avec une partie seulement de ce groupe ; leurs séances sont pour cette partie.',
    ({ name }) => `Vérifiez dans ${name} pour quels élèves sont ces cours.`,
  ),
  course_part_without_pupils: warning(
    'Des cours sont pour une partie de classe dans laquelle le fichier ne met aucun élève ; aucun élève ne verra leurs séances.',
    ({ name }) => `Mettez des élèves dans cette partie de classe, dans ${name}.`,
  ),
  name_duplicate: warning(
    'Plusieurs classes, groupes ou salles portent le même nom.',
    ({ name }) => `Donnez-leur des noms différents dans ${name}.`,
  ),
  identifier_shared: warning(
    'Plusieurs personnes du fichier portent le même identifiant : il n’identifie personne, et seuls leurs noms et dates de naissance les font reconnaître.',
    ({ name }) => `Corrigez cet identifiant dans la fiche de ces personnes, dans ${name}.`,
  ),
  subject_code_duplicate: warning(
    'Plusieurs matières ont le même code ; chacune garde son nom.',
    ({ name }) => `Donnez-leur des codes différents dans ${name}.`,
  ),
  week_almost_empty: warning(
    'Une semaine ouverte n’a presque pas de cours.',
    ({ name }) =>
      `Vérifiez dans ${name} que les cours de cette semaine ont été placés, ou que la semaine est fermée.`,
  ),
  session_outside_year: warning(
    'Des séances tombent avant le premier ou après le dernier jour de l’année scolaire.',
    ({ name }) => `Vérifiez dans ${name} les dates de l’année scolaire et les semaines de ces cours.`,
  ),
  session_on_closed_day: warning(
    'Des séances tombent un jour férié ou dans une période de fermeture de l’ENT.',
    ({ name }) => `Vérifiez les périodes de fermeture dans l’ENT et les semaines de ces cours dans ${name}.`,
  ),
  overlap_teacher: warning(
    'Un enseignant a plusieurs cours à la même heure.',
    ({ name }) => `Vérifiez dans ${name} l’emploi du temps de cet enseignant.`,
  ),
  overlap_class: warning(
    'Une classe entière a plusieurs cours à la même heure.',
    ({ name }) => `Vérifiez dans ${name} l’emploi du temps de cette classe.`,
  ),
  overlap_group: warning(
    'Un groupe a plusieurs cours à la même heure.',
    ({ name }) => `Vérifiez dans ${name} l’emploi du temps de ce groupe.`,
  ),
  overlap_room: warning(
    'Une salle accueille plusieurs cours à la même heure.',
    ({ name }) => `Vérifiez dans ${name} l’occupation de cette salle.`,
  ),
  membership_dates_inverted: warning(
    'Les dates d’un élève dans une classe ou un groupe ne peuvent pas être justes : il en sort avant d’y entrer, ou y entre après la fin de l’année ; les rattachements de cet élève que l’ENT connaît sont conservés.',
    ({ name }) => `Corrigez dans ${name} les dates d’entrée et de sortie de l’élève.`,
  ),
  uai_letter_invalid: warning(
    'La dernière lettre de l’UAI du fichier n’est pas celle que ses chiffres appellent.',
    ({ of }) => `Vérifiez dans les paramètres ${of} l’UAI (ex-RNE) de l’établissement.`,
  ),
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

/** A code that a newer reader reports and this catalogue does not know yet is shown as it is rather than lost. */
const UNLISTED = warning(
  'Le fichier présente une anomalie qui n’a pas empêché de le lire.',
  'Communiquez le code de l’anomalie à l’assistance.',
);

const ENTRIES: ReadonlyMap<string, CatalogueEntry> = new Map<string, CatalogueEntry>([
  ...Object.entries(READING_PROBLEMS),
  ...Object.entries(RULE_PROBLEMS),
]);

/** Every code that has an entry here; readers of single formats bring their own beside these. */
export const FILE_PROBLEM_CODES: readonly string[] = [...ENTRIES.keys()];

/** @param program that wrote the file. @default one that is not known: the file could not be read */
export function problemEntry(
  { code, entry }: Pick<Problem, 'code' | 'entry'>,
  program: TimetableProgram = programOf(undefined),
): ProblemEntry {
  if (entry !== undefined) return entry;
  const { meaning, advice, ...known } = ENTRIES.get(code) ?? UNLISTED;
  return { ...known, meaning: saidOf(program, meaning), advice: saidOf(program, advice) };
}

/** Whether somebody has to do something about problems of this code; one of a single format always calls for it. */
export const callsForAction = (code: string): boolean => ENTRIES.get(code)?.isInformation !== true;

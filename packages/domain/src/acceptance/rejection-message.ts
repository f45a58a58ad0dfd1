import { frenchList } from '../text/french.js';
import { programOf, type TimetableProgram } from '../timetable/timetable-program.js';
import type { IgnoredCode, RejectionCode, RejectionDetails, UnacceptableCode } from './rejection-code.js';

const ASK = 'demandez au gestionnaire de vie scolaire';

type Sentence = (details: RejectionDetails, program: TimetableProgram) => string;

const REJECTIONS: Readonly<Record<UnacceptableCode, Sentence>> = {
  format_not_accepted: ({ value, accepted = [], choices = [] }) =>
    `Le format du fichier${value === undefined ? '' : ` (${value})`} n’est pas accepté par les paramètres d’import${acceptedOnly(accepted)}. ` +
    (choices.length === 0 ? 'Déposez un fichier du bon format' : `Choisissez ${choices.join(', ou ')}`) +
    ` ; ou ${ASK} d’accepter ce format dans les paramètres d’import.`,
  version_not_accepted: ({ value, accepted = [], versionAdvice = '' }, { name }) =>
    `La version du fichier${value === undefined || value === '' ? '' : ` (${value})`} ` +
    (accepted.length === 0
      ? `est inconnue, et les paramètres d’import n’acceptent que les versions connues${versionAdvice === '' ? '' : ` : ${versionAdvice}`}. `
      : `n’est pas acceptée par les paramètres d’import${acceptedOnly(accepted)}. Dans ${name}, choisissez l’une de ces versions à l’export, ou mettez le logiciel à jour. `) +
    `Sinon, ${ASK} d’accepter cette version dans les paramètres d’import.`,
  wrong_school: ({ uais = [], expectedUais = [], statesNoSchool = false }, { name, of }) =>
    (uais.length === 0
      ? 'Le fichier ne dit pas de quel établissement il est'
      : `Le fichier est celui d’un autre établissement : son UAI est ${frenchList(uais)}`) +
    `, et le dépôt attend ${frenchList(expectedUais)}. ` +
    (statesNoSchool
      ? `Un export ${of} ne le dit que par son nom (« 0134567A_20260901083000_UDT.zip ») : nommez-le ainsi, ou déposez-le à l’adresse de son établissement.`
      : `Vérifiez l’adresse de dépôt saisie dans ${name}, et l’UAI (ex-RNE) de l’établissement dans les paramètres ${of}.`),
  establishment_missing: ({ missing = [], addresses = [] }) =>
    `Le fichier a été déposé à l’adresse de tous les établissements, et il ne contient aucune classe de ${
      missing.length === 0 ? 'l’un d’eux' : frenchList(missing)
    }, dont l’ENT a l’emploi du temps. Rien n’a été supprimé. ` +
    (addresses.length === 0
      ? 'Déposez-le à l’adresse de l’établissement dont il est le fichier.'
      : `Déposez-le à l’adresse de ${addresses.map(({ name, url }) => `${name} : ${url}`).join(' ; ou de ')} ` +
        '(à la main : choisissez cet établissement au lieu de « Tous »).'),
  wrong_school_year: ({ year = 'inconnue', expectedYear = 'suivante', isToCome = false }, { of }) =>
    isToCome
      ? `Le fichier est celui de l’année scolaire ${year}, qui n’est pas encore ouverte : l’ENT en est à l’année ${expectedYear}. ` +
        `Ouvrez d’abord l’année ${year} dans l’ENT, même avant son début ; son premier import se fait ensuite à la main.`
      : `Le fichier est celui de l’année scolaire ${year}, et l’ENT en est à l’année ${expectedYear}. ` +
        `Exportez la base ${of} de l’année en cours : une année passée n’est plus importée.`,
  school_years_differ: ({ expectedYears = [] }) =>
    `Le dépôt vaut pour tous les établissements, et ils ne sont pas dans la même année scolaire${
      expectedYears.length === 0 ? '' : ` (${frenchList(expectedYears)})`
    }. ` +
    'Ouvrez la nouvelle année pour tous dans l’ENT, ou déposez un fichier par établissement, à l’adresse de chacun.',
  first_import_required: ({ expectedYear }) =>
    `Premier import manuel requis pour ${expectedYear ?? 'la nouvelle année scolaire'}. ` +
    'Les envois automatiques seront traités dès qu’un responsable aura fait ce premier import dans l’ENT ; les comptes d’accès sont conservés.',
  structure_errors: ({ errors = 'des erreurs' }, { name }) =>
    `Erreurs dans le fichier, qui fausseraient l’emploi du temps : ${errors}. ` +
    `À corriger dans ${name} ; refaites ensuite l’export.`,
  section_empty: ({ sections = [] }, { name }) =>
    `Section vide : le fichier ne contient plus aucune donnée pour ${frenchList(sections)}, alors que l’ENT en a. ` +
    `Rien n’a été supprimé. Refaites un export complet depuis ${name}, sans rien décocher parmi les données à exporter.`,
};

const IGNORED: Readonly<Record<IgnoredCode, Sentence>> = {
  same_content: () =>
    'Le contenu du fichier est identique au dernier import intégré : il n’y a rien à faire.',
  twin_file: () =>
    'EDT a déposé deux fichiers en même temps : l’emploi du temps est dans l’autre, et celui-ci, destiné à PRONOTE, est sans effet. ' +
    'Pour ne plus le recevoir, décochez dans EDT l’export vers PRONOTE dans les envois automatiques.',
};

const SENTENCES: Readonly<Record<RejectionCode, Sentence>> = { ...REJECTIONS, ...IGNORED };

/** What happened, why, and what to do, in sentences for a school secretary. */
export function rejectionMessage(code: RejectionCode, details: RejectionDetails = {}): string {
  return SENTENCES[code](details, details.program ?? programOf(undefined));
}

function acceptedOnly(accepted: readonly string[]): string {
  return accepted.length === 0
    ? ''
    : `, qui n’acceptent que ${frenchList(accepted.map((each) => `« ${each} »`))}`;
}

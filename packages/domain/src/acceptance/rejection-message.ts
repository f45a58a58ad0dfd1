import { frenchCount, frenchInteger, frenchList } from '../text/french.js';
import type { UnreadableCode } from '../problems/unreadable-code.js';
import type { IgnoredCode, UnacceptableCode, RejectionCode, RejectionDetails } from './rejection-code.js';

type Sentence = (details: RejectionDetails) => string;

const EXPORT_AGAIN = 'Refaites l’export depuis EDT et déposez-le de nouveau.';
const NOT_AN_EXPORT =
  'Déposez l’export d’emploi du temps qu’EDT produit pour l’ENT : un fichier .xml, ou un .zip qui le contient.';
const at = ({ line }: RejectionDetails) => (line === undefined ? '' : ` (ligne ${frenchInteger(line)})`);
const quoted = ({ value }: RejectionDetails) =>
  value === undefined || value === '' ? '' : ` (« ${value} »)`;

const UNREADABLE: Readonly<Record<UnreadableCode, Sentence>> = {
  empty_file: () => `Le fichier est vide. ${EXPORT_AGAIN}`,
  too_large: ({ value }) =>
    `Le fichier dépasse la taille permise${value === undefined ? '' : ` (${mebibytes(value)})`}. ` +
    'Déposez l’export d’emploi du temps seul ; si c’est bien lui, demandez à l’exploitant de l’ENT de relever la limite.',
  not_a_timetable: ({ value }) => `Le fichier n’est pas un emploi du temps${kindOf(value)}. ${NOT_AN_EXPORT}`,
  archive_damaged: () =>
    `Le fichier .zip est abîmé : il a été coupé ou modifié pendant l’envoi. ${EXPORT_AGAIN}`,
  archive_encrypted: () =>
    'Le fichier .zip est protégé par un mot de passe. Déposez-le sans mot de passe : l’envoi est déjà protégé.',
  archive_unsupported: () =>
    'Le fichier .zip est compressé d’une façon que l’import ne sait pas lire. Recompressez-le en .zip ordinaire, ou déposez directement le fichier .xml.',
  archive_unsafe: () =>
    `Le fichier .zip contient des chemins interdits ; par sécurité, rien n’en a été lu. ${NOT_AN_EXPORT}`,
  archive_bomb: () =>
    `Le contenu du fichier .zip est démesuré par rapport à sa taille ; par sécurité, rien n’en a été lu. ${NOT_AN_EXPORT}`,
  archive_too_many_files: ({ value }) =>
    `Le fichier .zip contient trop de fichiers${value === undefined ? '' : ` (${value})`}. Il doit contenir l’export d’emploi du temps et rien d’autre.`,
  archive_several_timetables: ({ value }) =>
    `Le fichier .zip contient plusieurs emplois du temps${value === undefined ? '' : ` (${value})`}. Déposez-les un par un.`,
  udt_not_supported: () =>
    'Le fichier est un export d’UnDeuxTEMPS, que l’import ne sait pas encore lire. Déposez un export d’EDT.',
  encrypted_export: () =>
    'L’export est chiffré pour un partenaire de l’éditeur, et l’ENT n’en a pas la clé. Dans EDT, refaites l’export vers l’ENT en clair, sans chiffrement.',
  encoding_unsupported: (details) =>
    `Les caractères du fichier sont codés d’une façon que l’import ne connaît pas${quoted(details)}. ${EXPORT_AGAIN}`,
  encoding_invalid: (details) =>
    `Des caractères du fichier sont illisibles${at(details)} : des noms seraient faussés. Le fichier a sans doute été ouvert et enregistré par un autre logiciel. ${EXPORT_AGAIN}`,
  doctype_forbidden: () =>
    `Le fichier contient une déclaration DOCTYPE, qu’EDT n’écrit jamais ; par sécurité, il n’a pas été lu. ${EXPORT_AGAIN}`,
  not_well_formed: (details) =>
    `Le fichier XML est mal formé${at(details)} : il a sans doute été modifié après l’export. ${EXPORT_AGAIN}`,
  truncated: (details) =>
    `Le fichier est incomplet : il s’arrête avant la fin${at(details)}. L’export ou l’envoi a été interrompu. ${EXPORT_AGAIN}`,
  wrong_root: ({ value }) =>
    `Le fichier n’est pas un export d’emploi du temps${documentOf(value)}. ${NOT_AN_EXPORT}`,
  unknown_namespace: (details) =>
    `Le fichier ressemble à un export d’EDT, mais dans une variante que l’import ne connaît pas${quoted(details)}. ${EXPORT_AGAIN}`,
  too_complex: (details) =>
    `Le fichier n’a pas la forme d’un emploi du temps${at(details)} : il est trop profond ou compte trop d’éléments ; par sécurité, sa lecture a été arrêtée. ${NOT_AN_EXPORT}`,
};

const REFUSALS: Readonly<Record<UnacceptableCode, Sentence>> = {
  format_not_accepted: ({ value, accepted = [] }) =>
    `Le format du fichier${value === undefined ? '' : ` (${value.toUpperCase()})`} n’est pas accepté par les paramètres d’import${acceptedOnly(accepted)}. ` +
    'Déposez un fichier du bon format, ou changez les paramètres d’import.',
  version_not_accepted: ({ value, accepted = [] }) =>
    `La version du fichier${value === undefined ? '' : ` (${value})`} ` +
    (accepted.length === 0
      ? 'est inconnue : l’import lit les exports d’EDT des versions 1 à 3. Exportez depuis EDT dans l’une d’elles, puis déposez le fichier de nouveau.'
      : `n’est pas acceptée par les paramètres d’import${acceptedOnly(accepted)}. ` +
        'Mettez à jour le logiciel ou les paramètres d’import, puis déposez l’export de nouveau.'),
  wrong_school: ({ uais = [], expectedUais = [] }) =>
    (uais.length === 0
      ? 'Le fichier ne dit pas de quel établissement il est'
      : `Le fichier est celui d’un autre établissement : son UAI est ${frenchList(uais)}`) +
    `, et le dépôt attend ${frenchList(expectedUais)}. ` +
    'Vérifiez l’adresse de dépôt saisie dans EDT, et l’UAI (ex-RNE) de l’établissement dans les paramètres d’EDT.',
  wrong_school_year: ({ year, expectedYear }) =>
    `Le fichier est celui de l’année scolaire ${year ?? 'inconnue'}, et l’ENT en est à l’année ${expectedYear ?? 'suivante'}. ` +
    'Exportez la base EDT de la bonne année ; si l’année a changé, ouvrez d’abord la nouvelle année dans l’ENT.',
  school_years_differ: ({ expectedYears = [] }) =>
    `Le dépôt vaut pour tous les établissements, et ils ne sont pas dans la même année scolaire${
      expectedYears.length === 0 ? '' : ` (${frenchList(expectedYears)})`
    }. ` +
    'Ouvrez la nouvelle année pour tous dans l’ENT, ou déposez un fichier par établissement, à l’adresse de chacun.',
  first_import_required: ({ expectedYear }) =>
    `Premier import manuel requis pour ${expectedYear ?? 'la nouvelle année scolaire'}. ` +
    'Les envois automatiques d’EDT seront traités dès qu’un responsable aura fait ce premier import dans l’ENT ; les comptes de dépôt sont conservés.',
  structure_errors: ({ count = 0 }) =>
    `Le fichier contient ${frenchCount(count, 'erreur', 'erreurs')} : l’importer fausserait l’emploi du temps. ` +
    'Elles sont toutes dans le bilan, avec ce qu’il faut corriger dans EDT ; refaites ensuite l’export.',
  section_empty: ({ sections = [] }) =>
    `Section vide : le fichier ne contient plus aucune donnée pour ${frenchList(sections)}, alors que l’ENT en a. ` +
    'Rien n’a été supprimé. Refaites un export complet depuis EDT, sans rien décocher parmi les données à exporter.',
};

const IGNORED: Readonly<Record<IgnoredCode, Sentence>> = {
  same_content: () =>
    'Le contenu du fichier est identique au dernier import intégré : il n’y a rien à faire.',
  twin_file: () =>
    'EDT a déposé deux fichiers en même temps : l’emploi du temps est dans l’autre, et celui-ci, destiné à PRONOTE, est sans effet. ' +
    'Pour ne plus le recevoir, décochez dans EDT l’export vers PRONOTE dans les envois automatiques.',
};

const SENTENCES: Readonly<Record<RejectionCode, Sentence>> = { ...UNREADABLE, ...REFUSALS, ...IGNORED };

/** What happened, why, and what to do, in sentences for a school secretary. */
export function rejectionMessage(code: RejectionCode, details: RejectionDetails = {}): string {
  return SENTENCES[code](details);
}

/** What is said of a file that is imported with warnings. */
export const warningsMessage = (count: number): string =>
  `Le fichier donne lieu à ${frenchCount(count, 'avertissement', 'avertissements')}, à voir dans le bilan.`;

function acceptedOnly(accepted: readonly string[]): string {
  return accepted.length === 0 ? '' : `, qui n’acceptent que ${frenchList(accepted)}`;
}

function mebibytes(bytes: string): string {
  return `${frenchInteger(Math.floor(Number(bytes) / (1024 * 1024)))} Mio`;
}

function kindOf(value: string | undefined): string {
  const kinds: Readonly<Record<string, string>> = {
    pdf: ' : c’est un document PDF',
    office: ' : c’est un document de bureautique',
    gzip: ' : c’est une archive gzip',
    '7z': ' : c’est une archive 7z',
    rar: ' : c’est une archive rar',
    text: ' : c’est un fichier texte',
    zip: ' : c’est un .zip sans fichier .xml',
  };
  return (value === undefined ? undefined : kinds[value]) ?? '';
}

function documentOf(root: string | undefined): string {
  const documents: Readonly<Record<string, string>> = {
    TABLE: ' pour l’ENT : c’est un export « fichier texte » d’EDT',
    STS_EDT: ' : c’est un fichier de STSWEB pour EDT',
    EDT_STS: ' : c’est un fichier d’EDT pour STSWEB',
    PARTENAIRE_INDEX: ' : c’est un fichier à importer dans EDT',
    ficAlimMENESR: ' : c’est un annuaire académique',
    html: ' : c’est une page web',
  };
  if (root === undefined || root === '') return '';
  return documents[root] ?? ` : son contenu est de type « ${root} »`;
}

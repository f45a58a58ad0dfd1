import { unreadableBy, type UnreadableSentence } from '../unreadable.js';
import { atLine, exportAnew, LOADED_APART, quoted, whichExport } from '../wording.js';

type XmlCode =
  /** `value`: the declared encoding. */
  | 'encoding_unsupported'
  /** The bytes are not text in the encoding that the file declares: accents would be lost. `line`; `value`: encoding. */
  | 'encoding_invalid'
  /** A document type declaration: never needed by an export, and a known way to attack its reader. */
  | 'doctype_forbidden'
  /** `line`. */
  | 'not_well_formed'
  /** The XML ends before it is complete. `line`: the last one. */
  | 'truncated'
  /** A kind of document that no reader knows. `line`; `value`: its root element, so what it is. */
  | 'wrong_root'
  /** Nested too deep, tags too long or too many elements for a timetable. `line`. */
  | 'too_complex';

export const XML_SENTENCES: Readonly<Record<XmlCode, UnreadableSentence>> = {
  encoding_unsupported: (details, program) =>
    `Les caractères du fichier sont codés d’une façon que l’import ne connaît pas${quoted(details)}. ${exportAnew(program)}`,
  encoding_invalid: (details, program) =>
    `Des caractères du fichier sont illisibles${atLine(details)} : des noms seraient faussés. Le fichier a sans doute été ouvert et enregistré par un autre logiciel. ${exportAnew(program)}`,
  doctype_forbidden: (_details, program) =>
    `Le fichier contient une déclaration DOCTYPE, qu’aucun export d’emploi du temps ne contient ; par sécurité, il n’a pas été lu. ${exportAnew(program)}`,
  not_well_formed: (details, program) =>
    `Le fichier XML est mal formé${atLine(details)} : il a sans doute été modifié après l’export. ${exportAnew(program)}`,
  truncated: (details, program) =>
    `Le fichier est incomplet : il s’arrête avant la fin${atLine(details)}. L’export ou l’envoi a été interrompu. ${exportAnew(program)}`,
  wrong_root: ({ value }, program) =>
    `Le fichier n’est pas un export d’emploi du temps${documentOf(value)}. ${DIRECTORIES.get(value ?? '') ?? whichExport(program)}`,
  too_complex: (details, program) =>
    `Le fichier n’a pas la forme d’un emploi du temps${atLine(details)} : il est trop profond ou compte trop d’éléments ; par sécurité, sa lecture a été arrêtée. ${whichExport(program)}`,
};

export const xmlUnreadable = unreadableBy(XML_SENTENCES);

/** Documents that schools confuse with an export, by their root. */
const DOCUMENTS: ReadonlyMap<string, string> = new Map([
  ['TABLE', ' pour l’ENT : c’est un export « fichier texte » d’EDT'],
  ['STS_EDT', ' : c’est un fichier de STSWEB pour un logiciel d’emploi du temps'],
  ['EDT_STS', ' : c’est un fichier pour STSWEB'],
  ['PARTENAIRE_INDEX', ' : c’est un fichier à importer dans EDT'],
  ['ficAlimMENESR', ' : c’est un annuaire académique'],
  ['BEE_ELEVES', ' : c’est la liste des élèves de SIECLE'],
  ['html', ' : c’est une page web'],
]);

/** Where those of them that are directories belong. */
const DIRECTORIES: ReadonlyMap<string, string> = new Map([
  ['ficAlimMENESR', 'C’est l’exploitant de l’ENT qui le charge, à part de l’emploi du temps.'],
  ['BEE_ELEVES', LOADED_APART],
]);

function documentOf(root = ''): string {
  return root === '' ? '' : (DOCUMENTS.get(root) ?? ` : son contenu est de type « ${root} »`);
}

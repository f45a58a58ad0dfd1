import { unreadableBy, type UnreadableSentence } from '../unreadable.js';
import { quoted } from '../wording.js';

type StsCode =
  /** A document of STS cannot be read as XML, or lacks what everything in it depends on. `value`: its name. */
  | 'sts_file_unreadable'
  /** `sts_emp` came without `emp_sts`: an establishment, and no timetable. */
  | 'sts_emp_alone'
  /** `emp_sts` came without `sts_emp`, and none is kept for its establishment and year. `value`: the UAI that it states. */
  | 'sts_emp_missing'
  /** Several `sts_emp` in one archive. `value`: how many. */
  | 'sts_emp_several'
  /** The two documents are not of one establishment and year. `value`: of `emp_sts`; `expected`: of `sts_emp`. */
  | 'sts_files_differ';

const TOGETHER =
  'Déposez dans une même archive .zip le fichier emp_sts de votre logiciel d’emploi du temps et le fichier sts_emp que STSWEB vous a donné pour l’année ; ce dernier sera gardé, et emp_sts seul suffira ensuite.';

export const STS_SENTENCES: Readonly<Record<StsCode, UnreadableSentence>> = {
  sts_file_unreadable: (details) =>
    `Un fichier d’échange avec STSWEB${quoted(details)} est illisible ou incomplet : il a sans doute été modifié, ou son envoi a été interrompu. ` +
    'Refaites l’export depuis votre logiciel d’emploi du temps ou depuis STSWEB, et déposez-le tel quel.',
  sts_emp_alone: () =>
    `Le fichier est celui que STSWEB donne au logiciel d’emploi du temps (sts_emp) : il décrit l’établissement, et ne contient aucun cours. ${TOGETHER}`,
  sts_emp_missing: ({ value }) =>
    `Le fichier emp_sts ne dit ni le nom des enseignants ni celui des matières, et l’ENT n’a pas le fichier sts_emp de cette année${
      value === undefined || value === '' ? '' : ` pour l’établissement ${value}`
    }. ${TOGETHER}`,
  sts_emp_several: ({ value }) =>
    `L’archive contient plusieurs fichiers sts_emp${value === undefined ? '' : ` (${value})`} : impossible de savoir lequel décrit l’établissement. Gardez celui de l’année en cours et déposez l’archive de nouveau.`,
  sts_files_differ: ({ value, expected }) =>
    'Les deux fichiers de l’archive ne vont pas ensemble' +
    (value === undefined || expected === undefined
      ? ''
      : ` : emp_sts est celui de ${value}, sts_emp celui de ${expected}`) +
    '. Réunissez les fichiers d’un même établissement et d’une même année, puis déposez l’archive de nouveau.',
};

export const stsUnreadable = unreadableBy(STS_SENTENCES);

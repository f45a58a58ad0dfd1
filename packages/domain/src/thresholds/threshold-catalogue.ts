import { feminine, masculine } from '../text/french-noun.js';
import { classesGoneConsequence, measureClassesGone } from './measure-classes-gone.js';
import { measureClosureConsistency } from './measure-closure-consistency.js';
import { measureSessionsDisrupted } from './measure-sessions-disrupted.js';
import {
  measureUnmatchedClasses,
  measureUnmatchedGroups,
  measureUnmatchedPupils,
  measureUnmatchedTeachers,
} from './measure-unmatched.js';
import type { Fraction, ThresholdDefinition } from './threshold-definition.js';

const CHANGE = { group: 'thresholds', isRate: true, isOfChange: true } as const;
const UNMATCHED = {
  group: 'thresholds',
  isRate: true,
  isOfChange: false,
  participle: 'non rapproché',
} as const;
const PROTECTION = { group: 'protections', isRate: true, isOfChange: true, blocking: true } as const;

const SUBJECT = feminine('matière', 'matières');
const SERVICE = masculine('service d’enseignement', 'services d’enseignement');
const COMING_SESSION = feminine('séance à venir', 'séances à venir');
const CLOSURE = feminine('période de fermeture', 'périodes de fermeture');

/** « Plus de la moitié », for sentences in which the exact numbers come after. */
const shareInWords = ({ numerator, denominator }: Fraction): string =>
  2 * numerator > denominator ? 'Plus de la moitié' : 'Une grande partie';

/**
 * Every threshold of import-rules §4, in the order of the screen and of what is said of a held import, which begins with
 * what tells most: adding one is adding a record here. A code is stored with
 * a campus's settings: never renamed.
 */
export const THRESHOLDS = {
  subjects_created: {
    ...CHANGE,
    label: '% de matières créées',
    limit: 50,
    blocking: true,
    noun: SUBJECT,
    participle: 'créé',
    measure: ({ structure, current }) => ({
      numerator: structure.counts.subject.created,
      denominator: current.subjects.length,
    }),
  },
  services_created: {
    ...CHANGE,
    label: '% de services d’enseignement créés',
    limit: 50,
    blocking: true,
    noun: SERVICE,
    participle: 'créé',
    measure: ({ structure, current }) => ({
      numerator: structure.counts.service.created,
      denominator: current.services.length,
    }),
  },
  services_modified: {
    ...CHANGE,
    label: '% de services d’enseignement modifiés',
    limit: 30,
    blocking: true,
    noun: SERVICE,
    participle: 'modifié',
    measure: ({ structure, current }) => ({
      numerator: structure.counts.service.modified,
      denominator: current.services.length,
    }),
  },
  services_deleted: {
    ...CHANGE,
    label: '% de services d’enseignement supprimés',
    limit: 50,
    blocking: true,
    noun: SERVICE,
    participle: 'supprimé',
    measure: ({ structure, current }) => ({
      numerator: structure.counts.service.deleted,
      denominator: current.services.length,
    }),
  },
  sessions_cancelled: {
    ...CHANGE,
    label: '% de séances annulées dans des cours maintenus',
    limit: 50,
    blocking: false,
    noun: COMING_SESSION,
    participle: 'annulé dans des cours maintenus',
    measure: ({ sessions }) => ({
      numerator: sessions.cancelledByFile,
      denominator: sessions.futurePlanned,
    }),
  },
  closures_added: {
    ...CHANGE,
    label: '% de périodes de fermeture ajoutées',
    limit: 10,
    blocking: true,
    noun: CLOSURE,
    participle: 'ajouté',
    measure: ({ structure, current }) => ({
      numerator: structure.counts.closure.created,
      denominator: current.closures.length,
    }),
  },
  closures_removed: {
    ...CHANGE,
    label: '% de périodes de fermeture supprimées',
    limit: 10,
    blocking: true,
    noun: CLOSURE,
    participle: 'supprimé',
    measure: ({ structure, current }) => ({
      numerator: structure.counts.closure.deleted,
      denominator: current.closures.length,
    }),
  },
  teachers_unmatched: {
    ...UNMATCHED,
    label: '% d’enseignants non rapprochés',
    limit: 5,
    blocking: false,
    noun: masculine('enseignant', 'enseignants'),
    measure: measureUnmatchedTeachers,
  },
  pupils_unmatched: {
    ...UNMATCHED,
    label: '% d’élèves non rapprochés',
    limit: 5,
    blocking: false,
    noun: masculine('élève', 'élèves'),
    measure: measureUnmatchedPupils,
  },
  classes_unmatched: {
    ...UNMATCHED,
    label: '% de classes non rapprochées',
    limit: 5,
    blocking: false,
    noun: feminine('classe', 'classes'),
    measure: measureUnmatchedClasses,
  },
  groups_unmatched: {
    ...UNMATCHED,
    label: '% de groupes non rapprochés',
    limit: 5,
    blocking: false,
    noun: masculine('groupe', 'groupes'),
    measure: measureUnmatchedGroups,
  },
  closure_consistency: {
    group: 'thresholds',
    isRate: false,
    label: 'Cohérence avec les périodes de fermeture',
    limit: 0,
    blocking: true,
    noun: feminine('incohérence', 'incohérences'),
    whenNone: 'Le fichier est cohérent avec les périodes de fermeture et les dates de l’année',
    whenFound: 'Incohérence avec l’ENT',
    measure: measureClosureConsistency,
  },
  classes_gone: {
    ...PROTECTION,
    label: '% de classes disparues',
    limit: 10,
    noun: feminine('classe', 'classes'),
    participle: 'disparu',
    measure: measureClassesGone,
    consequence: classesGoneConsequence,
    remedy: ({ name }) =>
      `vérifiez dans ${name} que toutes les classes et tous leurs cours sont exportés, puis refaites l’export`,
  },
  sessions_disrupted: {
    ...PROTECTION,
    label: '% de séances à venir supprimées ou déplacées',
    limit: 30,
    noun: COMING_SESSION,
    participle: 'supprimé ou déplacé',
    measure: measureSessionsDisrupted,
    consequence: (found) => `${shareInWords(found)} des séances à venir seraient supprimées ou déplacées.`,
    remedy: ({ name }) =>
      `vérifiez dans ${name} que la bonne base est ouverte et exportée en entier, puis refaites l’export`,
  },
  memberships_ended: {
    ...PROTECTION,
    label: '% de rattachements d’élèves terminés',
    limit: 20,
    noun: masculine('rattachement d’élève', 'rattachements d’élèves'),
    participle: 'terminé',
    measure: ({ memberships }) => ({
      numerator: memberships.pupilsEnded,
      denominator: memberships.pupilsCurrent,
    }),
    consequence: (found) =>
      `${shareInWords(found)} des élèves rattachés aux groupes les quitteraient, sans que le fichier en donne la date.`,
    remedy: ({ that }) =>
      `vérifiez que l’annuaire de l’ENT contient tous les élèves et ${that} exporte les groupes avec les leurs, puis refaites l’export`,
  },
} as const satisfies Readonly<Record<string, ThresholdDefinition>>;

export type ThresholdCode = keyof typeof THRESHOLDS;

export const isThresholdCode = (code: string): code is ThresholdCode => Object.hasOwn(THRESHOLDS, code);

/** In the order of the screen. */
export const THRESHOLD_CODES: readonly ThresholdCode[] = Object.keys(THRESHOLDS).filter(isThresholdCode);

/** One value for each threshold. */
export function mapThresholds<T>(valueOf: (code: ThresholdCode) => T): Readonly<Record<ThresholdCode, T>> {
  const values: Partial<Record<ThresholdCode, T>> = {};
  for (const code of THRESHOLD_CODES) values[code] = valueOf(code);
  if (!isComplete(values)) throw new Error('A threshold has no value.');
  return values;
}

const isComplete = <T>(values: Partial<Record<ThresholdCode, T>>): values is Record<ThresholdCode, T> =>
  THRESHOLD_CODES.every((code) => code in values);

/** The measures of import-rules §4 and their recommended defaults: limit in percent, blocking or not. */
export const THRESHOLD_DEFAULTS = {
  subjects_created: { label: '% de matières créées', limit: 50, blocking: true },
  services_created: { label: '% de services d’enseignement créés', limit: 50, blocking: true },
  services_modified: { label: '% de services d’enseignement modifiés', limit: 30, blocking: true },
  services_deleted: { label: '% de services d’enseignement supprimés', limit: 50, blocking: true },
  sessions_cancelled: { label: '% de cours annulés', limit: 50, blocking: false },
  closures_added: { label: '% de périodes de fermeture ajoutées', limit: 10, blocking: true },
  closures_removed: { label: '% de périodes de fermeture supprimées', limit: 10, blocking: true },
  teachers_unmatched: { label: '% d’enseignants non rapprochés', limit: 5, blocking: false },
  pupils_unmatched: { label: '% d’élèves non rapprochés', limit: 5, blocking: false },
  classes_unmatched: { label: '% de classes non rapprochées', limit: 5, blocking: false },
  groups_unmatched: { label: '% de groupes non rapprochés', limit: 5, blocking: false },
  closure_consistency: { label: 'Cohérence avec les périodes de fermeture', limit: 0, blocking: true },
} as const satisfies Readonly<Record<string, { label: string; limit: number; blocking: boolean }>>;

export type ThresholdCode = keyof typeof THRESHOLD_DEFAULTS;

/** A campus's setting for one threshold. `limit` has two decimals at most. */
export interface ThresholdSetting {
  readonly code: ThresholdCode;
  readonly limit: number;
  readonly blocking: boolean;
  /** Under this numerator the rate is not judged. */
  readonly minCount?: number;
}

/** Numerator and denominator of one measure, whole numbers. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/** What a threshold judges, counted. */
export interface Measure extends Fraction {
  /** French sentences saying what was found, where numbers are not enough. @default none */
  readonly details?: readonly string[];
}

/** One evaluated threshold: what the screen, the report and the mail show. */
export interface ThresholdVerdict extends Fraction {
  readonly code: ThresholdCode;
  readonly label: string;
  readonly limit: number;
  readonly blocking: boolean;
  readonly exceeded: boolean;
  /** False in the first import of a year for the rates of change, and under `minCount`. */
  readonly judged: boolean;
  /** « 4 matières créées sur 38, soit 10,5 % (seuil 50 %) ». */
  readonly sentence: string;
}

import type { ThresholdCode } from './threshold-catalogue.js';
import type { Fraction } from './threshold-definition.js';
import type { ThresholdGroup } from './threshold-group.js';

/**
 * What a plan is compared with. In the first import of a year there is nothing; in a return, the ENT goes back to a
 * timetable it had: rates of change are shown and not judged.
 */
export type Comparison = 'ordinary' | 'first_of_year' | 'return';

/** A campus's setting for one threshold. `limit` has two decimals at most. */
export interface ThresholdSetting {
  readonly code: ThresholdCode;
  readonly limit: number;
  readonly blocking: boolean;
  /** Under this numerator the rate is not judged. */
  readonly minCount?: number;
}

/** One evaluated threshold: what the screen, the report and the mail show. */
export interface ThresholdVerdict extends Fraction {
  readonly code: ThresholdCode;
  readonly group: ThresholdGroup;
  readonly label: string;
  readonly limit: number;
  readonly blocking: boolean;
  readonly exceeded: boolean;
  /** False for the rates of change in the first import of a year and in a return, and under `minCount`. */
  readonly judged: boolean;
  /** « 4 matières créées sur 38, soit 10,5 % (seuil 50 %) ». */
  readonly sentence: string;
  /** French, when exceeded: what the import would do, where numbers say too little. */
  readonly consequence?: string;
  /** French, when exceeded, for after « sinon, »: what to look at when that is not wanted. */
  readonly remedy?: string;
}

/** The verdict in two words, as reports show it. */
export function verdictLabel({
  judged,
  exceeded,
  blocking,
}: Pick<ThresholdVerdict, 'judged' | 'exceeded' | 'blocking'>): string {
  if (!judged) return 'Non applicable';
  if (!exceeded) return 'Respecté';
  return blocking ? 'Dépassé (bloquant)' : 'Dépassé (alerte)';
}

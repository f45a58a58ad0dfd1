import type { ThresholdCode } from './threshold-catalogue.js';
import type { Fraction } from './threshold-definition.js';

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
  readonly label: string;
  readonly limit: number;
  readonly blocking: boolean;
  readonly exceeded: boolean;
  /** False in the first import of a year for the rates of change, and under `minCount`. */
  readonly judged: boolean;
  /** « 4 matières créées sur 38, soit 10,5 % (seuil 50 %) ». */
  readonly sentence: string;
}

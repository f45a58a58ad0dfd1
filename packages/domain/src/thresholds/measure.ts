import { mapThresholds, THRESHOLDS, type ThresholdCode } from './threshold-catalogue.js';
import type { Measure, MeasureInput } from './threshold-definition.js';

/** Every measure of import-rules §4. */
export const measure = (input: MeasureInput): Readonly<Record<ThresholdCode, Measure>> =>
  mapThresholds((code) => THRESHOLDS[code].measure(input));

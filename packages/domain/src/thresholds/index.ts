export { areChangesComparable, evaluateThresholds, isRateOfChange, judge } from './evaluate-thresholds.js';
export { measure } from './measure.js';
export {
  isThresholdCode,
  mapThresholds,
  THRESHOLD_CODES,
  THRESHOLDS,
  type ThresholdCode,
} from './threshold-catalogue.js';
export type { Fraction, Measure } from './threshold-definition.js';
export { THRESHOLD_GROUP_LABELS, type ThresholdGroup } from './threshold-group.js';
export { verdictLabel, type Comparison, type ThresholdSetting, type ThresholdVerdict } from './threshold.js';

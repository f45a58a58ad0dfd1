import { THRESHOLD_CODES, THRESHOLDS, type ThresholdCode } from './threshold-catalogue.js';
import type { Fraction, Measure, ThresholdDefinition } from './threshold-definition.js';
import { thresholdSentence } from './threshold-sentence.js';
import type { ThresholdSetting, ThresholdVerdict } from './threshold.js';

interface EvaluationInput {
  readonly measures: Readonly<Record<ThresholdCode, Measure>>;
  /** The campus's; defaults hold for the codes it lacks. */
  readonly settings: readonly ThresholdSetting[];
  /** True in the first import of a school year: there is nothing to compare with. */
  readonly firstOfYear: boolean;
}

/** Judges every threshold, never only the first exceeded, in the order of the screen. */
export function evaluateThresholds({ measures, settings, firstOfYear }: EvaluationInput): ThresholdVerdict[] {
  return THRESHOLD_CODES.map((code) => {
    const threshold: ThresholdDefinition = THRESHOLDS[code];
    const setting = settings.find((candidate) => candidate.code === code);
    const limit = setting?.limit ?? threshold.limit;
    const { numerator, denominator, details = [] } = measures[code];
    const isComparable = !(firstOfYear && threshold.isRate && threshold.isOfChange);
    const judged = isComparable && numerator >= (setting?.minCount ?? 0);
    const exceeded = judged && isOver(threshold, { numerator, denominator }, limit);
    return {
      code,
      label: threshold.label,
      limit,
      blocking: setting?.blocking ?? threshold.blocking,
      numerator,
      denominator,
      judged,
      exceeded,
      sentence: thresholdSentence(threshold, { numerator, denominator, limit, details, judged, firstOfYear }),
    };
  });
}

/** Whole numbers all along: limits have two decimals at most. Nothing among nothing is fine, something among nothing not. */
function isOver(
  { isRate }: ThresholdDefinition,
  { numerator, denominator }: Fraction,
  limit: number,
): boolean {
  if (!isRate || denominator === 0) return numerator > 0;
  const limitInHundredths = BigInt(Math.round(limit * 100));
  return BigInt(numerator) * 10_000n > limitInHundredths * BigInt(denominator);
}

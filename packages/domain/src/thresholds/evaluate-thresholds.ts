import { programOf, saidOf, type TimetableProgram } from '../timetable/timetable-program.js';
import { THRESHOLD_CODES, THRESHOLDS, type ThresholdCode } from './threshold-catalogue.js';
import type { Fraction, Measure, ThresholdDefinition } from './threshold-definition.js';
import { thresholdSentence } from './threshold-sentence.js';
import type { Comparison, ThresholdSetting, ThresholdVerdict } from './threshold.js';

interface EvaluationInput {
  readonly measures: Readonly<Record<ThresholdCode, Measure>>;
  /** The campus's; defaults hold for the codes it lacks. */
  readonly settings: readonly ThresholdSetting[];
  readonly comparison: Comparison;
  /** That wrote the file. @default one that is not known */
  readonly program?: TimetableProgram;
}

/** Judges every threshold, never only the first exceeded, in the order of the screen. */
export function evaluateThresholds({
  measures,
  settings,
  comparison,
  program = programOf(undefined),
}: EvaluationInput): ThresholdVerdict[] {
  return THRESHOLD_CODES.map((code) => {
    const threshold: ThresholdDefinition = THRESHOLDS[code];
    const setting = settings.find((candidate) => candidate.code === code);
    const limit = setting?.limit ?? threshold.limit;
    const found = measures[code];
    const { numerator, denominator, details = [] } = found;
    const isComparable = comparison === 'ordinary' || !isRateOfChange(code);
    const { judged, exceeded } = judge(code, found, { limit, minCount: setting?.minCount, isComparable });
    return {
      code,
      group: threshold.group,
      label: threshold.label,
      limit,
      blocking: setting?.blocking ?? threshold.blocking,
      numerator,
      denominator,
      judged,
      exceeded,
      sentence: thresholdSentence(threshold, { numerator, denominator, limit, details, judged, comparison }),
      ...(exceeded && threshold.consequence !== undefined && { consequence: threshold.consequence(found) }),
      ...(exceeded && threshold.remedy !== undefined && { remedy: saidOf(program, threshold.remedy) }),
    };
  });
}

/** Whether a threshold judges what changes from one import to the next, rather than the file itself. */
export function isRateOfChange(code: ThresholdCode): boolean {
  const threshold: ThresholdDefinition = THRESHOLDS[code];
  return threshold.isRate && threshold.isOfChange;
}

/**
 * What a setting makes of a measure: of a plan, or of one from the past, to see what another setting would have done.
 * @param rule.isComparable false in the first import of a year and in a return: rates of change are not judged there
 */
export function judge(
  code: ThresholdCode,
  measure: Fraction,
  { limit, minCount = 0, isComparable }: ThresholdRule,
): { readonly judged: boolean; readonly exceeded: boolean } {
  const judged = isComparable && measure.numerator >= minCount;
  return { judged, exceeded: judged && isOver(THRESHOLDS[code], measure, limit) };
}

interface ThresholdRule {
  readonly limit: number;
  readonly minCount?: number | undefined;
  readonly isComparable: boolean;
}

/**
 * Whether the rates of change of a past import were judged: they are in all but the first of a year and a return.
 * @param verdicts of that import
 */
export function areChangesComparable(
  verdicts: readonly Pick<ThresholdVerdict, 'code' | 'judged'>[],
): boolean {
  return verdicts.some(({ code, judged }) => judged && isRateOfChange(code));
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

import {
  THRESHOLD_DEFAULTS,
  type Fraction,
  type Measure,
  type ThresholdCode,
  type ThresholdSetting,
  type ThresholdVerdict,
} from './threshold.js';
import { thresholdSentence } from './threshold-sentence.js';

interface EvaluationInput {
  readonly measures: Readonly<Record<ThresholdCode, Measure>>;
  /** The campus's; defaults hold for the codes it lacks. */
  readonly settings: readonly ThresholdSetting[];
  /** True in the first import of a school year: there is nothing to compare with. */
  readonly firstOfYear: boolean;
}

/** Rates of change between two imports: not judged in the first one of a year. */
const RATES_OF_CHANGE: ReadonlySet<ThresholdCode> = new Set<ThresholdCode>([
  'subjects_created',
  'services_created',
  'services_modified',
  'services_deleted',
  'sessions_cancelled',
  'closures_added',
  'closures_removed',
]);

const THRESHOLD_CODES: readonly ThresholdCode[] = [
  'subjects_created',
  'services_created',
  'services_modified',
  'services_deleted',
  'sessions_cancelled',
  'closures_added',
  'closures_removed',
  'teachers_unmatched',
  'pupils_unmatched',
  'classes_unmatched',
  'groups_unmatched',
  'closure_consistency',
];

/** Judges every threshold, never only the first exceeded, in the order of the screen. */
export function evaluateThresholds({ measures, settings, firstOfYear }: EvaluationInput): ThresholdVerdict[] {
  return THRESHOLD_CODES.map((code) => {
    const { label, limit: defaultLimit, blocking: defaultBlocking } = THRESHOLD_DEFAULTS[code];
    const setting = settings.find((candidate) => candidate.code === code);
    const limit = setting?.limit ?? defaultLimit;
    const { numerator, denominator, details = [] } = measures[code];
    const judged = !(firstOfYear && RATES_OF_CHANGE.has(code)) && numerator >= (setting?.minCount ?? 0);
    const exceeded = judged && isOver(code, { numerator, denominator }, limit);
    return {
      code,
      label,
      limit,
      blocking: setting?.blocking ?? defaultBlocking,
      numerator,
      denominator,
      judged,
      exceeded,
      sentence: thresholdSentence({ code, numerator, denominator, limit, details, judged, firstOfYear }),
    };
  });
}

/** Whole numbers all along: limits have two decimals at most. Nothing among nothing is fine, something among nothing not. */
function isOver(code: ThresholdCode, { numerator, denominator }: Fraction, limit: number): boolean {
  if (code === 'closure_consistency') return numerator > 0;
  if (denominator === 0) return numerator > 0;
  const limitInHundredths = BigInt(Math.round(limit * 100));
  return BigInt(numerator) * 10_000n > limitInHundredths * BigInt(denominator);
}

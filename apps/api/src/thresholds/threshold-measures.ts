import type { ThresholdMeasures } from '@timetable/contracts';
import { areChangesComparable, isRateOfChange, isThresholdCode } from '@timetable/domain';
import type { MeasuredImport } from '@timetable/persistence';

/** What an import measured, for whoever looks for another limit; codes that no longer exist are left out. */
export function toMeasures({
  id,
  receivedAt,
  thresholds,
}: MeasuredImport): ThresholdMeasures['imports'][number] {
  const known = thresholds.filter(({ code }) => isThresholdCode(code));
  const isOrdinary = areChangesComparable(known);
  return {
    id,
    receivedAt: receivedAt.toISOString(),
    measures: known.map(({ code, numerator, denominator, exceeded }) => ({
      ...{ code, numerator, denominator, exceeded },
      percent: denominator === 0 ? null : Math.round((numerator * 10_000) / denominator) / 100,
      isComparable: isOrdinary || !isRateOfChange(code),
    })),
  };
}

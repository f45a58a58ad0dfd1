import {
  frenchDecimal,
  frenchInteger,
  judge,
  type Threshold,
  type ThresholdMeasures,
} from '@timetable/contracts';

interface Tried {
  readonly code: Threshold['code'];
  readonly limit: number;
  readonly minCount?: number | undefined;
  readonly blocking: boolean;
}

/**
 * What a setting would have made of the last imports, by the rule that judges imports: « avec 30 %, 2 de vos 20 derniers
 * imports auraient été arrêtés ».
 */
export function whatIf({ code, limit, minCount, blocking }: Tried, { imports }: ThresholdMeasures): string {
  const verdicts = imports.flatMap(({ measures }) =>
    measures
      .filter((measure) => measure.code === code)
      .map((measure) => judge(code, measure, { limit, minCount, isComparable: measure.isComparable })),
  );
  if (verdicts.length === 0) return 'Aucun import n’a encore mesuré ce seuil.';
  const exceeded = verdicts.filter((verdict) => verdict.exceeded).length;
  return `Avec ${frenchDecimal(limit)}\u202f%, ${sentenceOf(exceeded, verdicts.length, blocking)}.`;
}

function sentenceOf(exceeded: number, total: number, blocking: boolean): string {
  const isOne = exceeded < 2;
  const fate = blocking
    ? `été arrêté${isOne ? '' : 's'}`
    : `donné ${exceeded === 0 ? 'd’alerte' : 'une alerte'}`;
  if (total === 1) return `votre dernier import ${exceeded === 0 ? 'n’aurait pas' : 'aurait'} ${fate}`;
  const last = `de vos ${frenchInteger(total)} derniers imports`;
  if (exceeded === 0) return `aucun ${last} n’aurait ${fate}`;
  return `${frenchInteger(exceeded)} ${last} ${isOne ? 'aurait' : 'auraient'} ${fate}`;
}

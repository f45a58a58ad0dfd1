import { countOf } from '../text/french-noun.js';
import { frenchDecimal, frenchInteger, frenchList } from '../text/french.js';
import type { CountThreshold, Fraction, RateThreshold, ThresholdDefinition } from './threshold-definition.js';

/** A measure, and what it was held against. */
interface Found extends Fraction {
  readonly limit: number;
  readonly details: readonly string[];
  readonly judged: boolean;
  readonly firstOfYear: boolean;
}

/** « 4 matières créées sur 38, soit 10,5 % (seuil 50 %) ». */
export const thresholdSentence = (threshold: ThresholdDefinition, found: Found): string =>
  threshold.isRate ? rateSentence(threshold, found) : countSentence(threshold, found);

function rateSentence({ noun, participle }: RateThreshold, found: Found): string {
  const { numerator, denominator, limit, judged, firstOfYear } = found;
  const counted = countOf(numerator, noun, participle);
  if (!judged && firstOfYear && denominator === 0) {
    return `${counted} : premier import de l’année, sans comparaison`;
  }
  const rate =
    denominator === 0 && numerator > 0 ? 'sans référence' : `soit ${frenchDecimal(percentShown(found))} %`;
  const note = judged
    ? ''
    : firstOfYear
      ? ', non jugé au premier import de l’année'
      : ', trop peu pour être jugé';
  return `${counted} sur ${frenchInteger(denominator)}, ${rate} (seuil ${frenchDecimal(limit)} %${note})`;
}

function countSentence(
  { noun, whenNone, whenFound }: CountThreshold,
  { numerator, details, judged }: Found,
): string {
  if (numerator === 0) return whenNone;
  const found = details.length > 0 ? frenchList(details) : countOf(numerator, noun, '');
  return `${whenFound} : ${found}${judged ? '' : ' (trop peu pour être jugé)'}`;
}

/** One decimal, or as many as it takes (four at most) for the figure not to read as the limit it is beyond or under. */
function percentShown({ numerator, denominator, limit }: Found): number {
  if (denominator === 0) return 0;
  const exact = (100 * numerator) / denominator;
  for (const decimals of [1, 2, 3]) {
    const shown = Number(exact.toFixed(decimals));
    if (shown !== limit || exact === limit) return shown;
  }
  return Number(exact.toFixed(4));
}

import { countOf } from '../text/french-noun.js';
import { frenchDecimal, frenchInteger, frenchList } from '../text/french.js';
import type { CountThreshold, Fraction, RateThreshold, ThresholdDefinition } from './threshold-definition.js';
import type { Comparison } from './threshold.js';

/** A measure, and what it was held against. */
interface Found extends Fraction {
  readonly limit: number;
  readonly details: readonly string[];
  readonly judged: boolean;
  readonly comparison: Comparison;
}

/** Why a rate is not judged. */
const UNJUDGED: Readonly<Record<Comparison, string>> = {
  ordinary: 'trop peu pour être jugé',
  first_of_year: 'non applicable au premier import de l’année',
  return: 'non applicable : retour à un emploi du temps déjà connu',
};

/** « 4 matières créées sur 38, soit 10,5 % (seuil 50 %) ». */
export const thresholdSentence = (threshold: ThresholdDefinition, found: Found): string =>
  threshold.isRate ? rateSentence(threshold, found) : countSentence(threshold, found);

function rateSentence({ noun, participle, isOfChange }: RateThreshold, found: Found): string {
  const { numerator, denominator, limit, judged, comparison } = found;
  const counted = countOf(numerator, noun, participle);
  if (!judged && comparison === 'first_of_year' && denominator === 0) {
    return `${counted} : ${UNJUDGED.first_of_year}`;
  }
  const rate =
    denominator === 0 && numerator > 0 ? 'sans référence' : `soit ${frenchDecimal(percentShown(found))} %`;
  // A rate of the file itself is judged whatever it is compared with: only its floor spares it.
  const reason = isOfChange ? UNJUDGED[comparison] : UNJUDGED.ordinary;
  return `${counted} sur ${frenchInteger(denominator)}, ${rate} (seuil ${frenchDecimal(limit)} %${judged ? '' : `, ${reason}`})`;
}

function countSentence(
  { noun, whenNone, whenFound }: CountThreshold,
  { numerator, details, judged }: Found,
): string {
  if (numerator === 0) return whenNone;
  const found = details.length > 0 ? frenchList(details) : countOf(numerator, noun, '');
  return `${whenFound} : ${found}${judged ? '' : ` (${UNJUDGED.ordinary})`}`;
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

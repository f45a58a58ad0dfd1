import { frenchCount, frenchDecimal, frenchInteger, frenchList } from '../text/french.js';
import type { Fraction, ThresholdCode } from './threshold.js';

interface SentenceInput extends Fraction {
  readonly code: ThresholdCode;
  readonly limit: number;
  readonly details: readonly string[];
  readonly judged: boolean;
  readonly firstOfYear: boolean;
}

/** What is counted, in the singular and the plural. */
const COUNTED: Readonly<Record<Exclude<ThresholdCode, 'closure_consistency'>, readonly [string, string]>> = {
  subjects_created: ['matière créée', 'matières créées'],
  services_created: ['service d’enseignement créé', 'services d’enseignement créés'],
  services_modified: ['service d’enseignement modifié', 'services d’enseignement modifiés'],
  services_deleted: ['service d’enseignement supprimé', 'services d’enseignement supprimés'],
  sessions_cancelled: ['séance à venir annulée', 'séances à venir annulées'],
  closures_added: ['période de fermeture ajoutée', 'périodes de fermeture ajoutées'],
  closures_removed: ['période de fermeture supprimée', 'périodes de fermeture supprimées'],
  teachers_unmatched: ['enseignant non rapproché', 'enseignants non rapprochés'],
  pupils_unmatched: ['élève non rapproché', 'élèves non rapprochés'],
  classes_unmatched: ['classe non rapprochée', 'classes non rapprochées'],
  groups_unmatched: ['groupe non rapproché', 'groupes non rapprochés'],
};

/** « 4 matières créées sur 38, soit 10,5 % (seuil 50 %) ». */
export function thresholdSentence(input: SentenceInput): string {
  const { code, numerator, denominator, limit, judged, firstOfYear } = input;
  if (code === 'closure_consistency') return consistencySentence(input);
  const counted = frenchCount(numerator, ...COUNTED[code]);
  const fraction = `${counted} sur ${frenchInteger(denominator)}`;
  if (!judged && firstOfYear && denominator === 0) {
    return `${counted} : premier import de l’année, sans comparaison`;
  }
  const rate =
    denominator === 0 && numerator > 0 ? 'sans référence' : `soit ${frenchDecimal(percentShown(input))} %`;
  const note = judged
    ? ''
    : firstOfYear
      ? ', non jugé au premier import de l’année'
      : ', trop peu pour être jugé';
  return `${fraction}, ${rate} (seuil ${frenchDecimal(limit)} %${note})`;
}

function consistencySentence({ numerator, details, judged }: SentenceInput): string {
  if (numerator === 0)
    return 'Le fichier est cohérent avec les périodes de fermeture et les dates de l’année';
  const found =
    details.length > 0 ? frenchList(details) : frenchCount(numerator, 'incohérence', 'incohérences');
  return `Incohérence avec l’ENT : ${found}${judged ? '' : ' (trop peu pour être jugé)'}`;
}

/** One decimal, or as many as it takes (four at most) for the figure not to read as the limit it is beyond or under. */
function percentShown({ numerator, denominator, limit }: SentenceInput): number {
  if (denominator === 0) return 0;
  const exact = (100 * numerator) / denominator;
  for (const decimals of [1, 2, 3]) {
    const shown = Number(exact.toFixed(decimals));
    if (shown !== limit || exact === limit) return shown;
  }
  return Number(exact.toFixed(4));
}

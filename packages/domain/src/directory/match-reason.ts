/** Why a row of a file is not matched, and what only a person can tell: code → what they read. */
export const MATCH_REASONS = {
  homonyms: 'Plusieurs portent ce nom dans l’ENT.',
  homonyms_in_file: 'Plusieurs portent ce nom dans le fichier.',
  identifiers_disagree: 'Ses identifiants désignent plusieurs personnes de l’ENT.',
  identifier_shared: 'Plusieurs personnes de l’ENT portent son identifiant.',
  identifier_shared_in_file: 'Plusieurs lignes du fichier portent son identifiant.',
  identifier_contradicted:
    'Une personne de l’ENT porte son identifiant, mais ni son nom ni sa date de naissance.',
  designated_twice: 'Plusieurs lignes du fichier désignent la même personne de l’ENT.',
  identifier_differs: 'Une personne de l’ENT porte ce nom, mais son identifiant est différent.',
  birth_date_differs: 'Une personne de l’ENT porte ce nom, mais sa date de naissance est différente.',
  class_differs: 'Une personne de l’ENT porte ce nom, mais elle y est dans une autre classe.',
  name_incomplete: 'Le fichier ne donne pas son nom entier.',
  most_members: 'Le nom est inconnu de l’ENT, mais la plupart des élèves sont les mêmes.',
  class_unmatched: 'Ce groupe ne peut pas être créé : une de ses classes n’est pas rapprochée.',
  no_known_pupil: 'Ce groupe ne peut pas être créé : aucun de ses élèves n’est rapproché.',
  same_teaching:
    'Le nom est inconnu de l’ENT, mais la plupart des matières et des enseignants sont les mêmes.',
} as const;

export type MatchReason = keyof typeof MATCH_REASONS;

/** The file says nothing against the one that is left: too little to be matched without a person, enough to be proposed. */
const LIKELY_REASONS: ReadonlySet<string> = new Set<MatchReason>([
  'name_incomplete',
  'most_members',
  'same_teaching',
]);

/** Whether a person may be proposed to confirm it among many: there is one candidate, and nothing contradicts it. */
export const isLikelyMatch = ({
  candidates,
  reason,
}: {
  readonly candidates: readonly unknown[];
  readonly reason: { readonly code: string } | null;
}): boolean => candidates.length === 1 && LIKELY_REASONS.has(reason?.code ?? '');

/** Undefined for a code that an earlier version stored and this one no longer knows. */
export const matchReasonOf = (code: string): MatchReason | undefined =>
  isMatchReason(code) ? code : undefined;

/** The same for its sentence. */
export function matchReasonSentence(code: string): string | undefined {
  const reason = matchReasonOf(code);
  return reason && MATCH_REASONS[reason];
}

const isMatchReason = (code: string): code is MatchReason => code in MATCH_REASONS;

import type { Match } from '@timetable/contracts';

type Candidate = Match['candidates'][number];

/** What tells a candidate from the others; where the ENT knows nothing that does, that it does not, and which of them this is. */
export function candidateDetails(candidate: Candidate, all: readonly Candidate[]): string[] {
  const said = wordsOf(candidate);
  const alike = all.filter((other) => other.name === candidate.name && wordsOf(other).join() === said.join());
  if (alike.length < 2) return said;
  const place =
    alike
      .map(({ id }) => id)
      .toSorted()
      .indexOf(candidate.id) + 1;
  return [
    ...said,
    `fiche ${String(place)} sur ${String(alike.length)} de ce nom, que rien d’autre ne distingue dans l’ENT`,
  ];
}

const wordsOf = ({ details, absentSince }: Candidate): string[] => [
  ...details,
  ...(absentSince === undefined ? [] : ['absent de l’annuaire']),
];

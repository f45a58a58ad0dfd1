import type { Match } from '@timetable/contracts';

type Candidate = Match['candidates'][number];

/** What tells a candidate from the others; the ENT's own identifier where nothing else does. */
export function candidateDetails(candidate: Candidate, all: readonly Candidate[]): string[] {
  const { id, details, absentSince } = candidate;
  const said = [...details, ...(absentSince === undefined ? [] : ['absent de l’annuaire'])];
  const sameWords = ({ name, details: theirs }: Candidate): boolean =>
    name === candidate.name && theirs.join() === details.join();
  return all.filter(sameWords).length > 1 ? [...said, `identifiant dans l’ENT : ${id}`] : said;
}

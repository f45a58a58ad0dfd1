import { Homonyms } from './homonyms.js';
import { Identification } from './identification.js';
import type { MatchDecisions } from './match-decisions.js';
import type { MatchKind, MatchResult } from './match.js';
import type { MatchReason } from './match-reason.js';
import {
  isNameIncomplete,
  isSameBirth,
  mayBeNameOf,
  type DirectoryPerson,
  type Identifier,
  type Person,
} from './person.js';
import { RowKeys } from './row-keys.js';

interface FilePerson extends Person {
  readonly ident: number;
}

interface PeopleToMatch<F extends FilePerson, D extends DirectoryPerson> {
  readonly kind: MatchKind;
  readonly rows: readonly F[];
  readonly directory: readonly D[];
  /** In order of trust. */
  readonly identifiers: readonly Identifier<F | D>[];
  readonly decisions: MatchDecisions;
  /** Whether something else in both forbids taking one for the other on a name alone. */
  readonly contradicts?: (row: F, person: D) => boolean;
}

/** A row that neither a decision nor an identifier has settled. */
interface OpenRow<F> {
  readonly row: F;
  readonly base: Pick<MatchResult, 'kind' | 'ident' | 'key' | 'label'>;
  /** Whom its identifiers speak of without designating them. */
  readonly candidates: readonly string[];
  /** Why they do not. */
  readonly doubt?: MatchReason;
  /** Set when they designate several people: no name decides between these. */
  readonly isUndecidable?: true;
}

const MOST_CANDIDATES = 10;

/**
 * Matches people in three passes over the whole file: remembered decisions, identifiers, then names; each takes only
 * whom the ones before left, and nobody is taken twice but by a person's decision. Who left the directory comes after who
 * is in it, and is still matched: what they attend and teach stays theirs.
 */
export function matchPeople<F extends FilePerson, D extends DirectoryPerson>(
  input: PeopleToMatch<F, D>,
): Map<number, MatchResult> {
  const { kind, directory, identifiers, decisions } = input;
  const rows = [...input.rows].sort((a, b) => a.ident - b.ident);
  const identification = new Identification(rows, directory, identifiers);
  const keys = new RowKeys(identifiers, (key) => identification.isSharedInFile(key));
  const known = new Set(directory.map(({ id }) => id));
  const results = new Map<number, MatchResult>();
  const taken = new Set<string>();

  const undecided: OpenRow<F>[] = [];
  for (const row of rows) {
    const [key, aliases] = keys.of(row);
    const base = { kind, ident: row.ident, key, label: `${row.lastName} ${row.firstName}`.trim() };
    const decision = decisions.find(kind, aliases, known);
    if (decision === undefined) undecided.push({ row, base, candidates: [] });
    else {
      const targetId = decision.targetId ?? undefined;
      if (targetId !== undefined) taken.add(targetId);
      results.set(row.ident, { ...base, targetId, by: 'decision', candidates: [] });
    }
  }

  const { identified, open } = identify(undecided, identification, taken);
  for (const { base, id } of identified) {
    taken.add(id);
    results.set(base.ident, { ...base, targetId: id, by: 'identifier', candidates: [] });
  }
  if (open.length === 0) return results;
  const names = new Names(input, taken, identification);
  for (const row of open) results.set(row.base.ident, names.resultOf(row));
  return results;
}

/** The second pass. Whoever several rows claim, or a decision has taken, is nobody's by identifier. */
function identify<F extends FilePerson, D extends DirectoryPerson>(
  rows: readonly OpenRow<F>[],
  identification: Identification<F, D>,
  taken: ReadonlySet<string>,
): {
  readonly identified: readonly { readonly base: OpenRow<F>['base']; readonly id: string }[];
  readonly open: readonly OpenRow<F>[];
} {
  const judged = rows.map((row) => ({ ...row, evidence: identification.of(row.row) }));
  const claims = new Map<string, number>();
  for (const { evidence } of judged) {
    const [only] = evidence.designated;
    if (only !== undefined && evidence.designated.length === 1)
      claims.set(only.id, (claims.get(only.id) ?? 0) + 1);
  }
  const identified: { base: OpenRow<F>['base']; id: string }[] = [];
  const open: OpenRow<F>[] = [];
  for (const { row, base, evidence } of judged) {
    const designated = evidence.designated.map(({ id }) => id);
    const [only] = designated;
    if (only === undefined) {
      const candidates = evidence.doubtful.map(({ id }) => id);
      open.push({ row, base, candidates, ...(evidence.doubt !== undefined && { doubt: evidence.doubt }) });
    } else if (designated.length > 1) {
      open.push({ row, base, candidates: designated, doubt: 'identifiers_disagree', isUndecidable: true });
    } else if (taken.has(only) || (claims.get(only) ?? 0) > 1) {
      open.push({ row, base, candidates: designated, doubt: 'designated_twice' });
    } else identified.push({ base, id: only });
  }
  return { identified, open };
}

/** The third pass: present people first, then those who left. */
class Names<F extends FilePerson, D extends DirectoryPerson> {
  readonly #present: Homonyms<F, D>;
  readonly #absent: Homonyms<F, D>;
  readonly #taken: ReadonlySet<string>;
  readonly #people: readonly D[];

  constructor(
    { rows, directory, contradicts }: PeopleToMatch<F, D>,
    taken: ReadonlySet<string>,
    identification: Identification<F, D>,
  ) {
    const differ = (row: F, person: D): boolean => identification.differ(row, person);
    const among = (isPresent: boolean): Homonyms<F, D> =>
      new Homonyms({
        rows,
        directory: directory.filter(({ absentSince }) => (absentSince === undefined) === isPresent),
        taken,
        differ,
        contradicts,
      });
    this.#present = among(true);
    this.#absent = among(false);
    this.#taken = taken;
    this.#people = directory;
  }

  resultOf({ row, base, candidates, doubt, isUndecidable }: OpenRow<F>): MatchResult {
    const found = isUndecidable === true ? 'identifiers_disagree' : this.#match(row);
    if (typeof found !== 'string') return { ...base, targetId: found.id, by: 'name', candidates: [] };
    const isIncomplete = isNameIncomplete(row);
    const byName = isIncomplete ? this.#perhaps(row) : this.#bearers(row).candidates(row);
    const possible = [...new Set([...candidates.filter((id) => !this.#taken.has(id)), ...byName])]
      .sort()
      .slice(0, MOST_CANDIDATES);
    const reason = doubt ?? (possible.length > 0 ? (isIncomplete ? 'name_incomplete' : found) : undefined);
    return {
      ...base,
      targetId: undefined,
      by: 'none',
      candidates: possible,
      ...(reason !== undefined && { reason }),
    };
  }

  #match(row: F): D | MatchReason {
    const present = this.#present.match(row);
    if (typeof present !== 'string') return present;
    const absent = this.#absent.match(row);
    // Beside somebody present of that name, only the birth date tells that it is the one who left.
    const isSure = typeof absent !== 'string' && isSameBirth(row, absent);
    return isSure || !this.#present.isBorne(row) ? absent : present;
  }

  /** Whoever a row with half of a name may be. */
  #perhaps(row: F): string[] {
    return this.#people
      .filter((person) => !this.#taken.has(person.id) && mayBeNameOf(row, person))
      .map(({ id }) => id);
  }

  #bearers(row: F): Homonyms<F, D> {
    return this.#present.isBorne(row) ? this.#present : this.#absent;
  }
}

import type { MatchDecision, MatchKind } from './match.js';

/** Remembered decisions, looked up by the keys a row may have had. */
export class MatchDecisions {
  readonly #byKey: ReadonlyMap<string, MatchDecision>;

  constructor(decisions: readonly MatchDecision[]) {
    this.#byKey = new Map(decisions.map((decision) => [`${decision.kind} ${decision.key}`, decision]));
  }

  /**
   * The first decision on one of the keys. One whose target has left the directory no longer counts.
   * @param known ENT ids of the directory
   */
  find(kind: MatchKind, keys: readonly string[], known: ReadonlySet<string>): MatchDecision | undefined {
    for (const key of keys) {
      const decision = this.#byKey.get(`${kind} ${key}`);
      if (decision !== undefined && (decision.targetId === null || known.has(decision.targetId)))
        return decision;
    }
    return undefined;
  }
}

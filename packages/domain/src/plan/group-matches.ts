import type { MatchedBy, MatchResult } from '../directory/match.js';
import { byTeaching, type NamedRoster } from './group-signature.js';
import type { CurrentGroup } from './plan.js';
import type { TaughtIndex } from './taught.js';

/** Two groups that share more than half of all their pupils may be one: a person is asked. */
const STRONG_OVERLAP = 1 / 2;
const MOST_CANDIDATES = 10;

/** The recognition of groups as the match workbench shows it. */
export class GroupMatches<G extends NamedRoster> {
  readonly #how: ReadonlyMap<G, MatchedBy>;
  readonly #recognised: ReadonlyMap<G, CurrentGroup>;
  readonly #byTeaching: ReturnType<typeof byTeaching>;
  readonly #goneGroups: readonly CurrentGroup[];
  readonly #gone = new Map<string, readonly string[]>();
  readonly #goneOfPupil = new Map<string, string[]>();

  /** @param gone groups of the current state that the file no longer has */
  constructor(
    how: ReadonlyMap<G, MatchedBy>,
    recognised: ReadonlyMap<G, CurrentGroup>,
    gone: readonly CurrentGroup[],
    taught: () => TaughtIndex,
  ) {
    this.#how = how;
    this.#recognised = recognised;
    this.#byTeaching = byTeaching(taught);
    this.#goneGroups = gone;
    for (const { key, pupilIds } of gone) {
      this.#gone.set(key, pupilIds);
      for (const id of pupilIds) {
        const keys = this.#goneOfPupil.get(id);
        if (keys === undefined) this.#goneOfPupil.set(id, [key]);
        else keys.push(key);
      }
    }
  }

  /**
   * A new group that nothing resembles is matched with itself; one that resembles a group that disappears is left to a
   * person, though it is created if nobody decides.
   * @param key of the group of the current state, recognised or to be created; undefined when there will be none
   */
  of(group: G, key: string | undefined): MatchResult {
    const { file, matchKey, name } = group;
    const row = { kind: 'group', ident: file.ident, key: matchKey, label: name } as const;
    const by = this.#how.get(group);
    if (by !== undefined) {
      const knownAs = by === 'members' ? this.#recognised.get(group)?.name : undefined;
      return { ...row, targetId: key, by, candidates: [], ...(knownAs !== undefined && { knownAs }) };
    }
    const alike = this.#resembling(group);
    const candidates = alike.length > 0 ? alike : this.#taughtAlike(group);
    if (candidates.length > 0) {
      const reason = alike.length > 0 ? 'most_members' : 'same_teaching';
      return { ...row, targetId: undefined, by: 'none', candidates, reason };
    }
    return key === undefined
      ? { ...row, targetId: undefined, by: 'none', candidates }
      : { ...row, targetId: key, by: 'name', candidates };
  }

  #taughtAlike(group: G): string[] {
    if (this.#goneGroups.length === 0) return [];
    const taught = this.#byTeaching.ofAppeared(group);
    if (taught === '') return [];
    const alike = this.#goneGroups.filter((gone) => this.#byTeaching.ofGone(gone) === taught);
    return alike
      .map(({ key }) => key)
      .sort()
      .slice(0, MOST_CANDIDATES);
  }

  #resembling({ pupilIds }: G): string[] {
    const common = new Map<string, number>();
    for (const id of pupilIds) {
      for (const key of this.#goneOfPupil.get(id) ?? []) common.set(key, (common.get(key) ?? 0) + 1);
    }
    const likeness = ([key, count]: [string, number]) =>
      count / (pupilIds.length + (this.#gone.get(key)?.length ?? 0) - count);
    return [...common]
      .filter((entry) => likeness(entry) > STRONG_OVERLAP)
      .sort((a, b) => likeness(b) - likeness(a) || (a[0] < b[0] ? -1 : 1))
      .slice(0, MOST_CANDIDATES)
      .map(([key]) => key);
  }
}

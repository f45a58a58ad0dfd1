import type { MatchReason } from './match-reason.js';

/** `teacher`, `pupil`, `class`, `group`: what a file names and the ENT may know. */
export type MatchKind = 'teacher' | 'pupil' | 'class' | 'group';

/** A person's remembered decision: this key of the files is that ENT object, or nobody (`null`). */
export interface MatchDecision {
  readonly kind: MatchKind;
  readonly key: string;
  readonly targetId: string | null;
}

/** How one row of the file was matched. `key` identifies the row across files (IDPN, else normalised name…). */
export interface MatchResult {
  readonly kind: MatchKind;
  readonly ident: number;
  readonly key: string;
  /** As the file writes it: shown in the match workbench only. */
  readonly label: string;
  /** The ENT id, or undefined when unmatched. */
  readonly targetId: string | undefined;
  readonly by: MatchedBy;
  /** ENT ids among which only a person can choose; empty when nothing resembles. */
  readonly candidates: readonly string[];
  /** Why it is not matched; set when there are candidates, and for a group that cannot be created. */
  readonly reason?: MatchReason;
  /** Set when the target has left the directory: the instant of the load that no longer had it, ISO 8601. */
  readonly absentSince?: string;
  /** The ENT's name of a class or group recognised under another one. */
  readonly knownAs?: string;
}

/**
 * What a match rests on. `members` and `teaching` recognise a class or group under another name: by its pupils, or by its
 * subjects and teachers.
 */
export type MatchedBy = 'decision' | 'identifier' | 'name' | 'members' | 'teaching' | 'none';

/** Everything the sessions and groups need to know of the matching, by Ident. */
export interface Matching {
  readonly teachers: ReadonlyMap<number, MatchResult>;
  readonly pupils: ReadonlyMap<number, MatchResult>;
  readonly classes: ReadonlyMap<number, MatchResult>;
  /** Establishment of every class of the directory, by ENT class id. */
  readonly classEstablishments: ReadonlyMap<string, string>;
}

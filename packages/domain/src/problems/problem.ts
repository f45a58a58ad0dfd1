export type ProblemSeverity = 'error' | 'warning';

/** What the report says of one kind of problem. */
export interface ProblemEntry {
  readonly severity: ProblemSeverity;
  /**
   * True when the whole file means nothing with it. Other errors set a row aside, and only condemn a file that is full of
   * them: a real export may well have some (edt §7).
   */
  readonly isFatal: boolean;
  /** French sentence: what it means. */
  readonly meaning: string;
  /** French sentence: what to do in EDT. */
  readonly advice: string;
  /** True when nobody has anything to do about it: listed for information, no alert. */
  readonly isInformation?: true;
}

/** One occurrence of something wrong in a file, as a reader or a rule meets it. `value` never carries a pupil's name. */
export interface Problem {
  readonly code: string;
  readonly line?: number;
  /** The offending value or reference, short and without personal data: a place number, an Ident, a date. */
  readonly value?: string;
  /** How many occurrences this one stands for, when a reader stopped keeping each. @default 1 */
  readonly occurrences?: number;
  /** What to say of a problem that a single format knows; the catalogue knows the others by their code. */
  readonly entry?: ProblemEntry;
}

/** All occurrences of one cause (import-rules §2): what the report shows. */
export interface ProblemGroup {
  readonly code: string;
  readonly severity: ProblemSeverity;
  readonly count: number;
  /** At most 10. */
  readonly examples: readonly { readonly line?: number; readonly value?: string }[];
  /** French sentence: what it means. */
  readonly meaning: string;
  /** French sentence: what to do in EDT. */
  readonly advice: string;
}

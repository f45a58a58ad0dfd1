export type ProblemSeverity = 'error' | 'warning';

/** One occurrence of something wrong in a file, as a reader or a rule meets it. `value` never carries a pupil's name. */
export interface Problem {
  readonly code: string;
  readonly line?: number;
  /** The offending value or reference, short and without personal data: a place number, an Ident, a date. */
  readonly value?: string;
  /** How many occurrences this one stands for, when a reader stopped keeping each. @default 1 */
  readonly occurrences?: number;
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

export type ProblemSeverity = 'error' | 'warning';

/** What a kind of error is called where it is counted in a sentence, in French: « 2 cours illisibles ». */
export type ErrorNoun = readonly [singular: string, plural: string];

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
  /** Of an error that a single format knows. @default « erreur » */
  readonly noun?: ErrorNoun;
  /** True when nobody has anything to do about it: listed for information, no alert. */
  readonly isInformation?: true;
}

/** One occurrence of something wrong in a file, as a reader or a rule meets it. `value` never carries a pupil's name. */
export interface Problem {
  readonly code: string;
  readonly line?: number;
  /** Line of the row it is in, when that is another one. */
  readonly rowLine?: number;
  /** Where to find the thing in EDT, in French; may name people, so it stays in the database. */
  readonly place?: string;
  /** What EDT's export calls what is missing or cannot be referred to (`Professeur`): tells causes from consequences. */
  readonly about?: string;
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
  readonly examples: readonly ProblemExample[];
  /** Other problems that follow from this one, folded under it. */
  readonly consequences: readonly ProblemConsequence[];
  /** French sentence: what it means. */
  readonly meaning: string;
  /** French sentence: what to do in EDT. */
  readonly advice: string;
  /** Of an error that a single format knows. */
  readonly noun?: ErrorNoun;
}

export interface ProblemExample {
  readonly line?: number;
  readonly value?: string;
  /** Where to find the thing in EDT, in French. */
  readonly place?: string;
}

export interface ProblemConsequence {
  readonly code: string;
  readonly count: number;
  readonly meaning: string;
}

/** One problem as it is listed and downloaded. */
export interface ProblemOccurrence extends ProblemExample {
  readonly code: string;
  readonly severity: ProblemSeverity;
  readonly meaning: string;
  readonly advice: string;
  /** How many it stands for: more than one once each is no longer kept. */
  readonly occurrences: number;
  /** Code of the problem that it follows from. */
  readonly cause?: string;
}

import type { DirectoryClass } from '../directory/directory.js';
import type { Matching } from '../directory/match.js';
import type {
  ComingAudiences,
  CurrentState,
  MembershipDiffCounts,
  SessionDiffCounts,
  StructurePlan,
} from '../plan/plan.js';
import type { Noun } from '../text/french-noun.js';
import type { ProgramSentence } from '../timetable/timetable-program.js';
import type { Timetable } from '../timetable/timetable.js';
import type { ThresholdGroup } from './threshold-group.js';

/** Numerator and denominator of one measure, whole numbers. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/** What a threshold judges, counted. */
export interface Measure extends Fraction {
  /** French: what was found, where numbers are not enough: sentences, or names. @default none */
  readonly details?: readonly string[];
}

/** What measures are taken from. */
export interface MeasureInput {
  readonly timetable: Timetable;
  readonly matching: Matching;
  readonly current: CurrentState;
  readonly structure: StructurePlan;
  readonly sessions: SessionDiffCounts;
  readonly memberships: Pick<MembershipDiffCounts, 'pupilsCurrent' | 'pupilsEnded'>;
  readonly coming: ComingAudiences;
  /** Classes of the ENT, for their names. */
  readonly classes: readonly Pick<DirectoryClass, 'id' | 'name'>[];
  /** Local date of the import: pupils gone before it are not counted. */
  readonly on: string;
}

interface AnyThreshold {
  readonly group: ThresholdGroup;
  /** French, as in the list of settings. */
  readonly label: string;
  /** Recommended; in percent for a rate. */
  readonly limit: number;
  /** Recommended: whether an import stops when it is exceeded. */
  readonly blocking: boolean;
  /** Exact. Who or what somebody decided to leave out is not unmatched. */
  readonly measure: (input: MeasureInput) => Measure;
  /** French: what an import that exceeds it would do, in the conditional, as a sentence. @default the numbers alone */
  readonly consequence?: (found: Measure) => string;
  /** French, for after « sinon, »: what to look at when that is not wanted. @default DEFAULT_REMEDY */
  readonly remedy?: ProgramSentence;
}

/** A share of something: « 4 matières créées sur 38, soit 10,5 % ». Exceeded strictly above its limit. */
export interface RateThreshold extends AnyThreshold {
  readonly isRate: true;
  /**
   * Between two imports: not judged in the first one of a year, which has nothing to compare with, nor in a return to a
   * timetable that was in force.
   */
  readonly isOfChange: boolean;
  /** What the numerator counts. */
  readonly noun: Noun;
  /** What becomes of it, in the masculine singular. */
  readonly participle: string;
}

/** Things that should not be at all: exceeded by a single one, whatever the limit. */
export interface CountThreshold extends AnyThreshold {
  readonly isRate: false;
  /** What the numerator counts, when there is nothing better to say. */
  readonly noun: Noun;
  /** French: what is said when there is none. */
  readonly whenNone: string;
  /** French: what introduces those that are found. */
  readonly whenFound: string;
}

/** Everything about one threshold. */
export type ThresholdDefinition = RateThreshold | CountThreshold;

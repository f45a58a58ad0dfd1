import type { CurrentYear } from '../plan/plan.js';
import type { TimetableFormat } from '../timetable/timetable-format.js';
import type { ImportOrigin } from './status.js';

/** One passage of one import through the workflow: what every activity receives. Ids only: it travels through Temporal. */
export interface ImportRun {
  readonly importId: string;
  /** 1, then one more per approval, replanning or retry. */
  readonly attempt: number;
  /** Generation of the fence taken by this attempt, as a decimal string: a stale one cannot write. */
  readonly generation: string;
}

export interface TargetEstablishment {
  /** `campus/establishment`. */
  readonly id: string;
  readonly code: string;
  readonly uai: string;
  readonly name: string;
  /** IANA zone of its local times. */
  readonly timeZone: string;
}

/** Where a deposit goes: one establishment, or every one of the campus. */
export interface ImportTarget {
  readonly campusCode: string;
  /** Set for one establishment, undefined for the whole campus (« Tous »). */
  readonly establishmentId: string | undefined;
  /** Never empty, in declaration order; the first is home to what the file does not place. */
  readonly establishments: readonly TargetEstablishment[];
}

export interface ImportSettings {
  readonly formats: readonly TimetableFormat[];
  /**
   * When given, a file that states a format version or a program is accepted when one of the two is, or begins with, one of
   * these: « 2 », « PRONOTE 2026 ». @default all
   */
  readonly softwareVersions?: readonly string[];
  /** Whether a version that the reader was not made for is refused; it is read, and told of, otherwise. @default false */
  readonly onlyKnownVersions?: boolean;
  /** Sessions that start within this time are left as they are. @default DEFAULT_FREEZE_MINUTES */
  readonly freezeMinutes?: number;
}

/** Everything the rules need to know of the import being run. */
export interface ImportContext {
  readonly run: ImportRun;
  readonly origin: ImportOrigin;
  /** Plan approved by a person; only this plan may be applied over a blocking threshold. */
  readonly approvedPlanHash: string | undefined;
  readonly target: ImportTarget;
  readonly fileName: string;
  readonly storageKey: string;
  /** An earlier step or attempt has read the file as a timetable. */
  readonly hasBeenRead: boolean;
  readonly receivedAt: Date;
  /** First claim, kept through attempts: what the freeze is counted from. */
  readonly claimedAt: Date;
  readonly settings: ImportSettings;
  /** In force for the target when the attempt began. */
  readonly year: CurrentYear;
  /** Opened for later: a file of that year is imported into it, without stopping the one in force. */
  readonly nextYear?: CurrentYear;
}

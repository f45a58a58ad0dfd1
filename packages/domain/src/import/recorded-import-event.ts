import type { Counts } from './counts.js';
import type { ImportStatus, ImportStep, StepState } from './status.js';

/** What followers of an import are told as it happens. */
export type RecordedImportEvent =
  | {
      readonly type: 'step';
      readonly data: {
        readonly step: ImportStep;
        readonly state: StepState;
        /** Absent while the step runs. */
        readonly counts?: Counts;
        /** French, when not `ok`. */
        readonly message?: string;
      };
    }
  | {
      readonly type: 'status';
      readonly data: {
        readonly status: ImportStatus;
        readonly attempt: number;
        readonly messageCode: string | null;
        readonly message: string | null;
      };
    };

import type { SearchAttributePair } from '@temporalio/common';
import type { ImportStatus, ImportStep } from '@timetable/domain';
import { SEARCH_ATTRIBUTES } from '../messages.js';

/** What is known when it has ended. */
export interface EndAttributes {
  /** The codes of import-rules §1, the same as on the dashboard. */
  readonly status: ImportStatus;
  /** The last step begun; undefined: none was. */
  readonly step: ImportStep | undefined;
  /** Label; undefined: its file was not read that far. */
  readonly schoolYear: string | undefined;
}

export function endAttributesOf({ status, step, schoolYear }: EndAttributes): SearchAttributePair[] {
  return [
    { key: SEARCH_ATTRIBUTES.importStatus, value: status },
    ...(step === undefined ? [] : [{ key: SEARCH_ATTRIBUTES.step, value: step }]),
    ...(schoolYear === undefined ? [] : [{ key: SEARCH_ATTRIBUTES.schoolYear, value: schoolYear }]),
  ];
}

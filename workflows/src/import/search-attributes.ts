import type { SearchAttributePair } from '@temporalio/common';
import type { HandedAttempt, ImportStatus, ImportStep } from '@timetable/domain';
import { SEARCH_ATTRIBUTES } from '../messages.js';

/** What is known of an import when it starts. */
export function searchAttributesOf(
  campusCode: string,
  { establishments, uais, origin }: Pick<HandedAttempt, 'establishments' | 'uais' | 'origin'>,
): SearchAttributePair[] {
  return [
    { key: SEARCH_ATTRIBUTES.campus, value: campusCode },
    { key: SEARCH_ATTRIBUTES.establishments, value: [...establishments] },
    { key: SEARCH_ATTRIBUTES.uai, value: [...uais] },
    { key: SEARCH_ATTRIBUTES.origin, value: origin },
    { key: SEARCH_ATTRIBUTES.importStatus, value: 'running' },
  ];
}

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

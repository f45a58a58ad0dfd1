import type { SearchAttributePair } from '@temporalio/common';
import type { ImportStatus, ImportStep } from '@timetable/domain';
import { SEARCH_ATTRIBUTES, type DepositRef } from '../messages.js';

/** What is known of an import when it starts. */
export function searchAttributesOf(campusCode: string, ref: DepositRef): SearchAttributePair[] {
  return [
    { key: SEARCH_ATTRIBUTES.campus, value: campusCode },
    { key: SEARCH_ATTRIBUTES.establishments, value: [...ref.establishments] },
    { key: SEARCH_ATTRIBUTES.uai, value: [...ref.uais] },
    { key: SEARCH_ATTRIBUTES.origin, value: ref.origin },
    ...statusAttribute('running'),
  ];
}

/** The codes of import-rules §1, the same as on the dashboard. */
export const statusAttribute = (status: ImportStatus): SearchAttributePair[] => [
  { key: SEARCH_ATTRIBUTES.importStatus, value: status },
];

export const stepAttribute = (step: ImportStep): SearchAttributePair[] => [
  { key: SEARCH_ATTRIBUTES.step, value: step },
];

export const schoolYearAttribute = (label: string): SearchAttributePair[] => [
  { key: SEARCH_ATTRIBUTES.schoolYear, value: label },
];

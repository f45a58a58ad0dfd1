/**
 * Formats that a campus's import settings accept or not: one per kind of export that schools know by name. Each has its
 * readers in `packages/formats`.
 */
export const TIMETABLE_FORMATS = ['edt', 'udt', 'sts'] as const;

export type TimetableFormat = (typeof TIMETABLE_FORMATS)[number];

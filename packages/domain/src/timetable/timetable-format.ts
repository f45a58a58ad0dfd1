/**
 * Formats that a campus's import settings accept or not: one per kind of export that schools know by name. Each has its
 * readers in `packages/formats`.
 */
export const TIMETABLE_FORMATS = ['edt', 'udt', 'sts'] as const;

export type TimetableFormat = (typeof TIMETABLE_FORMATS)[number];

/** As schools call them. */
const FORMAT_NAMES: Readonly<Record<TimetableFormat, string>> = {
  edt: 'EDT',
  udt: 'UnDeuxTEMPS',
  sts: 'STS',
};

const isNamed = (format: string): format is TimetableFormat => format in FORMAT_NAMES;

/** What people call a format, which several programs may write. @param format of an import, perhaps of another version's */
export const formatName = (format: string): string =>
  isNamed(format) ? FORMAT_NAMES[format] : format.toUpperCase();

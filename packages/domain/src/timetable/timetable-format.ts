/**
 * Formats that a campus's import settings accept or not: one per kind of export that schools know by name. Each has its
 * readers in `packages/formats`.
 */
export const TIMETABLE_FORMATS = ['edt', 'udt', 'sts'] as const;

export type TimetableFormat = (typeof TIMETABLE_FORMATS)[number];

interface NamedExport {
  /** What schools call files of the format, in French. */
  readonly name: string;
  /** How a school makes one, in French, for the middle of a sentence. */
  readonly howTo: string;
}

export const FORMAT_EXPORTS: Readonly<Record<TimetableFormat, NamedExport>> = {
  edt: { name: 'EDT', howTo: 'dans EDT, l’export de l’emploi du temps vers l’ENT' },
  udt: { name: 'UnDeuxTEMPS', howTo: 'dans UnDeuxTEMPS, l’export vers l’ENT' },
  sts: {
    name: 'STSWEB (emp_sts)',
    howTo:
      'dans le logiciel d’emploi du temps, l’export vers STSWEB (emp_sts), à déposer avec le fichier sts_emp dans une même archive',
  },
};

const isNamed = (format: string): format is TimetableFormat => format in FORMAT_EXPORTS;

/** What people call a format, which several programs may write. @param format of an import, perhaps of another version's */
export const formatName = (format: string): string =>
  isNamed(format) ? FORMAT_EXPORTS[format].name : format.toUpperCase();

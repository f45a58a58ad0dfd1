import { exportBytes, type ExportPartner, type School } from '@timetable/generator';

/** What a school makes its timetable with: how its exports are written and called. */
export interface TimetableProgram {
  exportOf(school: School): Promise<Buffer>;
  /** @param instant of the export, in milliseconds */
  fileNameOf(school: School, instant: number): string;
}

/** @param partners whom its exports are encrypted for; none: they are in clear */
export const edt = (partners: readonly ExportPartner[]): TimetableProgram => ({
  exportOf: (school) => exportBytes(school, { zip: true, ...(partners.length > 0 && { partners }) }),
  fileNameOf: ({ calendar }, instant) => `EDT_${calendar.label.slice(0, 4)}_${instant}.zip`,
});

export const UNDEUXTEMPS: TimetableProgram = {
  exportOf: (school) => exportBytes(school, { format: 'udt', zip: true }),
  fileNameOf: ({ uai }, instant) =>
    `${uai}_${new Date(instant).toISOString().replaceAll(/\D/g, '').slice(0, 14)}_UDT.zip`,
};

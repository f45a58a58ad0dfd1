import type { StswebExport } from '@timetable/domain';

/** What of STSWEB is kept: a timetable may come without it, and refer to it. */
export interface StswebExports {
  /** That of an establishment for the school year that begins in this calendar year. Rejects on I/O errors. */
  find(of: { readonly uai: string; readonly startYear: number }): Promise<StswebExport | undefined>;
}

export const NO_STSWEB_EXPORTS: StswebExports = { find: () => Promise.resolve(undefined) };

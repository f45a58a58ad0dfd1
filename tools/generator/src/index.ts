export { csvArchive, csvTables } from './csv-directory.js';
export { type DirectoryOptions, entDirectory, type EntDirectory } from './ent-directory.js';
export { type ExpectedSession, expectedSessions } from './expected-sessions.js';
export {
  encryptedContainer,
  type ContainerVariant,
  type ExportLabel,
  type ExportPartner,
} from './encrypted-container.js';
export { exportBytes, exportFiles, writeExport } from './export-file.js';
export { ORDINARY_BYTES } from './export-options.js';
export { makeSchool } from './make-school.js';
export { mutate } from './mutations.js';
export { type SchoolCalendar, schoolCalendar, schoolYearOf } from './school-calendar.js';
export { ORDINARY_SCHOOL, type SchoolOptions, type SchoolSize } from './school-size.js';
export type { School } from './school.js';
export { stswebLessons, udtLessons } from './told-lessons.js';
export { AAF_END, AAF_START, aafFile, aafRequest, type AafRequestDraft } from './aaf-writer.js';
export { academySchools, ORDINARY_ACADEMY, type AcademySize } from './academy/academy.js';
export { academyChanges, completeAcademy, type AcademyFile } from './academy/academy-feed.js';
export { chunked } from './chunked.js';
export { Random } from './random.js';

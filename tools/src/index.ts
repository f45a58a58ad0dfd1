export { compare, expectedLines, plannedLines } from './demo/check-sessions.js';
export { MailSink, type SinkMail } from './embedded/mail-sink.js';
export { freePort } from './embedded/ports.js';
export { PostgresServer, type PostgresOptions } from './embedded/postgres.server.js';
export type { ProcessRegistry } from './embedded/server-process.js';
export { findTemporalCli, type TemporalCliSearch } from './embedded/temporal-cli.js';
export { TemporalServer, type TemporalOptions } from './embedded/temporal.server.js';
export { entDirectory, type DirectoryOptions, type EntDirectory } from './generator/ent-directory.js';
export { expectedSessions, type ExpectedSession } from './generator/expected-sessions.js';
export { exportBytes, writeExport } from './generator/export-file.js';
export { makeSchool } from './generator/make-school.js';
export { ORDINARY_SCHOOL, type SchoolOptions, type SchoolSize } from './generator/school-size.js';
export { mutate } from './generator/mutations.js';
export type { School } from './generator/school.js';
export { ApiClient, ApiFailure } from './product/api-client.js';
export type { ProductAnswer, ProductOrder } from './product/orders.js';
export { productDescriptionSchema, type ProductDescription } from './product/product-description.js';
export type { ProductPart } from './product/product.js';
export { importDirectly } from './direct-import/direct-import.js';
export {
  APPLICABLE,
  HELD,
  REJECTED,
  scriptedActivities,
  TWIN_IGNORED,
  type ScriptedActivities,
} from './histories/scripted-activities.js';

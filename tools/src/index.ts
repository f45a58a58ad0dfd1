export { MailSink, type SinkMail } from './embedded/mail-sink.js';
export { freePort } from './embedded/ports.js';
export { PostgresServer, type PostgresOptions } from './embedded/postgres.server.js';
export type { ProcessRegistry } from './embedded/server-process.js';
export { findTemporalCli, type TemporalCliSearch } from './embedded/temporal-cli.js';
export { TemporalServer, type TemporalOptions } from './embedded/temporal.server.js';
export {
  ACCEPTED,
  APPLICABLE,
  HELD,
  REJECTED,
  scriptedActivities,
  TWIN_IGNORED,
  type ScriptedActivities,
} from './histories/scripted-activities.js';
export { importDirectly } from './direct-import/direct-import.js';

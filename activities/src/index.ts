export { createImportActivities } from './import/create-import-activities.js';
export type { ImportDeps } from './import/import-deps.js';
export type {
  CompletionInput,
  CompletionResult,
  ImportActivities,
  InterruptInput,
  PlannedInput,
  PlanReference,
  PlanResult,
  RunInput,
  StepReport,
  ClaimInput,
  ClaimResult,
  ValidationResult,
} from './import/import-activities.js';
export {
  createMaintenanceActivities,
  type MaintenanceDeps,
} from './maintenance/create-maintenance-activities.js';
export type { MaintenanceActivities, MaintenanceReport } from './maintenance/maintenance-activities.js';
export type { CurrentStateReader, ImportLedger, PlanStore } from './import/ports.js';
export {
  createQueueActivities,
  type CampusQueues,
  type ImportStarter,
} from './queue/create-queue-activities.js';
export type {
  HandedOverInput,
  HandedOverResult,
  QueueActivities,
  QueueTurn,
  StartedTurn,
} from './queue/queue-activities.js';

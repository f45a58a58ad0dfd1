export { createImportActivities } from './import/create-import-activities.js';
export type { ImportDeps } from './import/import-deps.js';
export type {
  ConcludeInput,
  ConcludeResult,
  ImportActivities,
  InterruptInput,
  PlannedInput,
  PlanReference,
  PlanResult,
  RunInput,
  StepReport,
  TakeChargeInput,
  TakeChargeResult,
  ValidationResult,
} from './import/import-activities.js';
export {
  createMaintenanceActivities,
  type MaintenanceDeps,
} from './maintenance/create-maintenance-activities.js';
export type { MaintenanceActivities, MaintenanceReport } from './maintenance/maintenance-activities.js';
export type { BaseReader, Clock, ImportLedger, PlanStore } from './import/ports.js';

/** Every workflow type of the product: the entry point of the bundle. */
export { campusCoordinator } from './import/coordinator.workflow.js';
export { importDeposit } from './import/import.workflow.js';
export { maintenance } from './maintenance/maintenance.workflow.js';

export {
  APPLICABLE,
  HELD,
  REJECTED,
  scriptedActivities,
  ScriptedQueue,
  type ScriptedActivities,
  DUPLICATE_IGNORED,
} from './scripted-activities.js';
export { handed } from './scenarios.js';

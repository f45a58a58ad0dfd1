export {
  APPLICABLE,
  HELD,
  REJECTED,
  scriptedActivities,
  type ScriptedActivities,
  DUPLICATE_IGNORED,
} from './scripted-activities.js';

export {
  APPLICABLE,
  HELD,
  REJECTED,
  scriptedActivities,
  type ScriptedActivities,
  TWIN_IGNORED,
} from './scripted-activities.js';

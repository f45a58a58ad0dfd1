import { RETENTION_RULES, type RetentionDays } from '@timetable/domain';
import type { Settings } from './settings.js';

/** How many days each kind is kept, as the settings say. */
export const retentionDays = (settings: Settings): RetentionDays => ({
  sources: settings.SOURCE_RETENTION_DAYS,
  outbox: settings.OUTBOX_RETENTION_DAYS,
  'abandoned-deposits': RETENTION_RULES['abandoned-deposits'].defaultDays,
  events: settings.EVENT_RETENTION_DAYS,
  plans: settings.PLAN_RETENTION_DAYS,
  notifications: settings.NOTIFICATION_RETENTION_DAYS,
  audit: settings.AUDIT_RETENTION_DAYS,
  'directory-uploads': RETENTION_RULES['directory-uploads'].defaultDays,
  sessions: RETENTION_RULES.sessions.defaultDays,
  'personal-data': settings.PERSONAL_DATA_RETENTION_DAYS,
  temporal: settings.TEMPORAL_RETENTION_DAYS,
});

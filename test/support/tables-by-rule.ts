import type { RetentionKind } from '@timetable/domain';

/** Rules that delete no rows: files, what names people in rows that stay, and what Temporal keeps. */
type OtherRule = 'sources' | 'personal-data' | 'temporal';

/** The tables whose rows go by their age, by the rule that says at which. */
export const TABLES_BY_RULE: Readonly<Record<Exclude<RetentionKind, OtherRule>, readonly string[]>> = {
  outbox: ['outbox'],
  'abandoned-deposits': ['abandoned_deposit'],
  events: ['import_event'],
  plans: ['import_change', 'import_problem_occurrence'],
  notifications: ['notification'],
  audit: ['audit'],
  'directory-uploads': ['directory_upload', 'staged_feed', 'feed_person', 'feed_class', 'feed_campus'],
  sessions: ['account_session'],
};

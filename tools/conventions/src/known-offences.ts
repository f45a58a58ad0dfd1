/**
 * What broke a convention before the convention was checked. Nothing is added here; what is cured is struck off, and the
 * check says so.
 */
export const KNOWN_OFFENCES: Readonly<Record<string, readonly string[]>> = {
  exportedNames: [
    'CLOCK',
    'Change',
    'Clock',
    'DepositAccount',
    'FILES',
    'Lock',
    'Metrics',
    'SETTINGS',
    'SpooledFile',
    'TemporalClient',
    'concludeImport',
    'withinTime',
  ],
  fileNames: [
    'conclude-import.ts',
    'import-context.ts',
    'import-records.ts',
    'match-reason.ts',
    'metrics.ts',
    'problem.ts',
    'school-year.ts',
    'spool.ts',
  ],
  /** Where docs/changes.md is ahead of the tree. */
  references: [
    'docs/changes.md refers to packages/domain/src/deposits/account-limit.ts, which is not there',
    'docs/changes.md refers to packages/domain/src/sessions/freeze.ts, which is not there',
    'docs/changes.md refers to packages/domain/src/timetable/timetable-format.ts, which is not there',
    'docs/changes.md refers to packages/notifications/src/channels.ts, which is not there',
    'docs/changes.md refers to packages/notifications/src/mail/import-mail.ts, which is not there',
    'docs/changes.md refers to packages/settings/src/settings.ts, which is not there',
  ],
};

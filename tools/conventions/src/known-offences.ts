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
};

import type { SchoolOptions } from '@timetable/generator';

/** Two halves per class and a few options: large enough for every rule, small enough to import in half a second. */
export const RULES_SCHOOL = {
  pupils: 120,
  classes: 4,
  groups: 11,
  teachers: 12,
  courses: 120,
  seed: 5,
  uai: '9990001X',
  schoolYear: '2026-2027',
  zone: 'B',
  /** As the export states it. */
  year: { label: '2026-2027', startsOn: '2026-09-01', endsOn: '2027-08-31' },
} as const satisfies SchoolOptions & { year: object };

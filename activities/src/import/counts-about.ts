import type { Counts } from '@timetable/domain';

/** The counts of one kind of thing: `sessions`, `sessionsCreated`… for `sessions`. A step reports what it did itself. */
export const countsAbout = (kind: 'groups' | 'memberships' | 'sessions', counts: Counts): Counts =>
  Object.fromEntries(Object.entries(counts).filter(([name]) => name.startsWith(kind)));

/** A session that starts within this time is as good as begun, unless the campus says otherwise. */
export const DEFAULT_FREEZE_MINUTES = 15;

/** Longest freeze a campus may choose: a week, within which people have been told of their sessions. */
export const MAX_FREEZE_MINUTES = 7 * 24 * 60;

interface FreezeInput {
  /** When the plan is computed for, or published. */
  readonly at: Date;
  /** The first import of a year creates the whole year, what has begun included. */
  readonly firstOfYear: boolean;
  /** The campus's setting. @default 15 */
  readonly freezeMinutes?: number | undefined;
}

/** Sessions that start at this instant or before are left alone; undefined: none is. */
export function frozenBefore({
  at,
  firstOfYear,
  freezeMinutes = DEFAULT_FREEZE_MINUTES,
}: FreezeInput): Date | undefined {
  return firstOfYear ? undefined : new Date(at.getTime() + freezeMinutes * 60_000);
}

import type { OvertakableImport } from './overtaking.js';

/** An import that is about to be applied, or to be planned for it. */
export interface ReturningImport extends Pick<
  OvertakableImport,
  'id' | 'establishmentIds' | 'receivedAt' | 'schoolYear'
> {
  /** When a person last asked for it to be planned anew: an approval, a retry. null: nobody has. */
  readonly askedAt: Date | null;
}

/** An import whose sessions are the ENT's. */
export interface PublishedImport extends Pick<
  OvertakableImport,
  'id' | 'establishmentIds' | 'receivedAt' | 'schoolYear'
> {
  /** null: its end remains to be written. */
  readonly endedAt: Date | null;
}

/**
 * Whether applying `older` would put its timetable over that of a file deposited later: one that is published, of the same year
 * as far as is known, for at least one of its establishments. An import that comes back (lost workflow, another attempt, a
 * workflow reset by hand) gives way to it. A person may decide otherwise, with the later one's timetable in place: what they
 * ask for after its end is planned on top of it. Of two received at the same moment neither is the later.
 */
export function wouldOverwrite(older: ReturningImport, later: PublishedImport): boolean {
  return (
    later.receivedAt > older.receivedAt &&
    (older.schoolYear === null || later.schoolYear === null || older.schoolYear === later.schoolYear) &&
    older.establishmentIds.some((id) => later.establishmentIds.includes(id)) &&
    !(older.askedAt !== null && later.endedAt !== null && older.askedAt >= later.endedAt)
  );
}

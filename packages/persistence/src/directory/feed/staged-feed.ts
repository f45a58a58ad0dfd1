import { DIRECTORY_LISTS, type FeedReport } from '@timetable/domain';
import { z } from 'zod';
import type { Sql } from '../../sql.js';

/** What is known of a feed as soon as its rows are staged, and never again. */
export type FeedFindings = Pick<FeedReport, 'people' | 'elsewhere' | 'unknownStructures' | 'absent'>;

/** A feed that has been read: its rows wait until somebody has them loaded, or drops them. */
export interface StagedFeed extends FeedFindings {
  readonly id: string;
  /** What people call it. */
  readonly fileName: string;
  readonly isComplete: boolean;
  readonly stagedAt: Date;
  readonly shown: FeedReport['toConfirm'] | null;
}

const TO_CONFIRM = z.object({
  campusCode: z.string(),
  losses: z.array(
    z.object({ list: z.enum(DIRECTORY_LISTS), known: z.int(), received: z.int(), lost: z.int() }),
  ),
});
const STAGED_FEED = z.object({
  id: z.string(),
  fileName: z.string(),
  isComplete: z.boolean(),
  stagedAt: z.date(),
  shown: z.array(TO_CONFIRM).nullable(),
  people: z.int(),
  elsewhere: z.int(),
  unknownStructures: z.array(z.string()),
  absent: z.array(z.string()),
});

/** @param since one staged before has expired */
export function findStagedFeed(sql: Sql, id: string, since: Date): Promise<StagedFeed | undefined> {
  return sql.first(
    STAGED_FEED,
    `SELECT id, file_name AS "fileName", is_complete AS "isComplete", staged_at AS "stagedAt", shown, people, elsewhere,
            unknown_structures AS "unknownStructures", absent
       FROM staged_feed JOIN directory_feed USING (id)
      WHERE id = $1 AND staged_at >= $2`,
    [id, since],
  );
}

/** All that is staged goes: at once, however much it is. */
export async function emptyStaging(sql: Sql): Promise<void> {
  await sql.run('TRUNCATE feed_person, feed_class, feed_campus, staged_feed');
}
